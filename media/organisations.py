"""News organisations and photo suppliers as newsrooms name them, in three languages.

Each line is: kind | name | other spellings. A spelling in capitals only (AP) is matched as such.
"""

import re
from dataclasses import dataclass
from typing import Final

_TABLE: Final = """
agency|Reuters|Рейтер|Рейтерс|Thomson Reuters
agency|Associated Press|AP|AP Photo|The Associated Press|Ассошиэйтед Пресс
agency|Agence France-Presse|AFP|АФП|Франс Пресс|Франс-Пресс
agency|Bloomberg|Bloomberg News|Блумберг
agency|TASS|ТАСС|Tass
agency|RIA Novosti|РИА Новости|РИА «Новости»
agency|Interfax|Интерфакс|Интерфакс-Казахстан|Interfax-Kazakhstan
agency|Sputnik|Спутник|Sputnik Kazakhstan|Sputnik Казахстан|Sputnik Қазақстан
agency|Xinhua|Синьхуа|Xinhua News Agency
agency|Anadolu|Anadolu Agency|AA|Анадолу
agency|Kazinform|Qazinform|Казинформ|ҚазАқпарат|Қазинформ
agency|KazTAG|КазТАГ|ҚазТАГ
agency|dpa|DPA
agency|PA Media|PA
agency|EFE|ЭФЭ
agency|ANSA|АНСА
agency|Kyodo News|Kyodo|Киодо
agency|Yonhap|Ёнхап
agency|UNIAN|УНИАН
agency|Ukrinform|Укринформ
agency|BelTA|БелТА
agency|Azertac|АЗЕРТАДЖ
agency|AKIpress|АКИpress
agency|24.kg
agency|EPA|EPA-EFE|European Pressphoto Agency
agency|Getty Images|Getty|Гетти
agency|NurPhoto
agency|SOPA Images
agency|Zuma Press|ZUMA Press
agency|Imago
agency|Picture Alliance
agency|Magnum Photos|Magnum
agency|Alamy
agency|Shutterstock
agency|iStock
agency|Adobe Stock
agency|Depositphotos
agency|Unsplash
agency|Pexels
agency|Pixabay
agency|Freepik
newspaper|The New York Times|New York Times|NYT|Нью-Йорк Таймс
newspaper|The Washington Post|Washington Post|Вашингтон Пост
newspaper|The Wall Street Journal|Wall Street Journal|WSJ|Уолл-стрит джорнал
newspaper|Financial Times|The Financial Times|FT|Файнэншл Таймс
newspaper|The Guardian|Guardian
newspaper|The Times
newspaper|The Telegraph|Daily Telegraph|The Daily Telegraph
newspaper|The Moscow Times|Moscow Times
newspaper|Le Monde
newspaper|El País
newspaper|Die Welt
newspaper|Süddeutsche Zeitung
newspaper|Bild
newspaper|Nikkei|Nikkei Asia
newspaper|Kommersant|Коммерсантъ|Коммерсант
newspaper|Vedomosti|Ведомости
newspaper|Izvestia|Известия
newspaper|Rossiyskaya Gazeta|Российская газета
newspaper|Novaya Gazeta|Новая газета
newspaper|Kazakhstanskaya Pravda|Казахстанская правда
newspaper|Egemen Qazaqstan|Egemen Kazakhstan|Егемен Қазақстан
newspaper|Kursiv|Курсив|Kursiv Media
newspaper|Der Spiegel|Spiegel|Шпигель
newspaper|The Economist|Economist
newspaper|Forbes|Forbes Kazakhstan|Forbes.kz
newspaper|The Diplomat
broadcaster|BBC|BBC News|Би-би-си|Русская служба Би-би-си|BBC Russian
broadcaster|CNN
broadcaster|Al Jazeera|Аль-Джазира
broadcaster|Deutsche Welle|DW
broadcaster|Radio Free Europe/Radio Liberty|RFE/RL|Radio Free Europe|Радио Свобода|Радио «Свобода»
broadcaster|Radio Azattyq|Azattyq|Азаттык|Азаттық|Радио Азаттык|Азаттық радиосы
broadcaster|Current Time|Настоящее время
broadcaster|Voice of America|Голос Америки
broadcaster|Sky News
broadcaster|Fox News
broadcaster|NBC News|NBC
broadcaster|CBS News|CBS
broadcaster|ABC News
broadcaster|NPR
broadcaster|Euronews
broadcaster|France 24
broadcaster|TRT World|TRT
broadcaster|NHK
broadcaster|RT
broadcaster|TV Rain|Дождь
broadcaster|Khabar|Khabar 24|Хабар 24|Хабар
broadcaster|KTK|КТК
online|Orda|Orda.kz|Орда
online|Tengrinews|Tengrinews.kz|Тенгриньюс
online|Zakon.kz
online|Nur.kz|NUR.KZ
online|Vlast.kz|Vlast
online|Informburo|Informburo.kz|Информбюро
online|Ulysmedia|Ulysmedia.kz
online|Baige News
online|Meduza|Медуза
online|The Insider
online|Bellingcat
online|Mediazona|Медиазона
online|OCCRP
online|RBC|РБК
online|Lenta.ru|Лента.ру
online|Gazeta.ru|Газета.ру
online|Fontanka|Фонтанка
online|Eurasianet
online|Politico
online|Axios
online|BuzzFeed News
online|The Astana Times|Astana Times
social_media|Telegram|Телеграм
social_media|Facebook|Фейсбук
social_media|Instagram|Инстаграм
social_media|TikTok|ТикТок
social_media|YouTube
social_media|X
social_media|Flickr
other|Wikimedia Commons|Wikimedia|Wikipedia|Википедия
official|NASA
official|ESA
official|NOIRLab
official|UN Photo
official|Akorda|Акорда|Ақорда
official|White House|The White House|Белый дом
official|Kremlin|The Kremlin|Кремль
"""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: its name, what kind of source it is, and the spellings that mean it."""

    name: str
    kind: str
    spellings: tuple[str, ...]


def _read(line: str) -> Organisation:
    kind, name, *others = line.split("|")
    return Organisation(name, kind, (name, *others))


ORGANISATIONS: Final = tuple(_read(line) for line in _TABLE.strip().splitlines())
_QUOTES: Final = re.compile(r"[«»\"“”„]")


def _key(name: str) -> str:
    """Short spellings in capitals keep their case: RT is a channel, "rt" is not."""
    bare = " ".join(_QUOTES.sub("", name).split()).strip(" .,")
    return bare if len(bare) <= 3 else bare.casefold()


_BY_SPELLING: Final = {
    _key(spelling): organisation
    for organisation in ORGANISATIONS
    for spelling in organisation.spellings
}


def known(name: str) -> Organisation | None:
    """The organisation that the whole name means, in any of its spellings; None for others."""
    return _BY_SPELLING.get(_key(name))
