"""The reader's own words in English, Russian and Kazakh."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import get_language_info

LANGUAGES: Final = ("en", "ru", "kk")

_NATIVE_NAMES: Final = {"en": "English", "ru": "Русский", "kk": "Қазақша"}

# key -> the phrase in each of LANGUAGES
_PHRASES: Final[Mapping[str, tuple[str, str, str]]] = {
    "skip": ("Skip to the content", "Перейти к содержанию", "Мазмұнға өту"),
    "home": ("Home", "Главная", "Басты бет"),
    "sections": ("Sections", "Разделы", "Бөлімдер"),
    "languages": ("Languages", "Языки", "Тілдер"),
    "all_languages": ("All languages", "Все языки", "Барлық тілдер"),
    "search": ("Search", "Поиск", "Іздеу"),
    "search_the_news": ("Search the news", "Поиск по новостям", "Жаңалықтардан іздеу"),
    "results_for": ("Results for", "Результаты по запросу", "Сұрау нәтижелері:"),
    "search_hint": (
        "Type one or more words.",
        "Введите одно или несколько слов.",
        "Бір немесе бірнеше сөз жазыңыз.",
    ),
    "nothing_found": ("Nothing was found.", "Ничего не найдено.", "Ештеңе табылмады."),
    "latest": ("Latest headlines", "Последние новости", "Соңғы жаңалықтар"),
    "nothing_yet": (
        "Nothing has been published here yet.",
        "Здесь пока ничего не опубликовано.",
        "Мұнда әзірге ештеңе жарияланған жоқ.",
    ),
    "pages": ("Pages", "Страницы", "Беттер"),
    "newer": ("Newer", "Новее", "Жаңалары"),
    "older": ("Older", "Раньше", "Бұрынғылары"),
    "published": ("Published", "Опубликовано", "Жарияланды"),
    "updated": ("Updated", "Обновлено", "Жаңартылды"),
    "corrected": ("Corrected", "Исправлено", "Түзетілді"),
    "minutes": ("min read", "мин чтения", "мин оқу"),
    "authors": ("Authors", "Авторы", "Авторлар"),
    "corrections": (
        "Corrections and clarifications",
        "Исправления и уточнения",
        "Түзетулер мен нақтылаулар",
    ),
    "sources": ("Sources", "Источники", "Дереккөздер"),
    "accessed": ("seen", "просмотрено", "қаралды"),
    "topics": ("Topics", "Темы", "Тақырыптар"),
    "translations": ("In other languages", "На других языках", "Басқа тілдерде"),
    "related": ("Related", "По теме", "Осы тақырыпта"),
    "awaited": (
        "The picture has not arrived yet.",
        "Изображение ещё не получено.",
        "Сурет әлі келген жоқ.",
    ),
    "as_json": ("This page as JSON", "Эта страница в JSON", "Осы бет JSON түрінде"),
    "api_docs": ("API documentation", "Документация API", "API құжаттамасы"),
    "colophon": (
        "Every page here is made from the public API alone.",
        "Все страницы сделаны только из данных открытого API.",
        "Барлық бет тек ашық API деректерінен жасалған.",
    ),
    "back_home": ("To the front page", "На главную", "Басты бетке"),
    "not_found": (
        "There is nothing at this address",
        "По этому адресу ничего нет",
        "Бұл мекенжайда ештеңе жоқ",
    ),
    "not_found_hint": (
        "The link may be mistyped. The search or the front page may help.",
        "Возможно, в ссылке опечатка. Попробуйте поиск или главную страницу.",
        "Сілтемеде қате болуы мүмкін. Іздеуді немесе басты бетті қолданып көріңіз.",
    ),
    "not_understood": (
        "This address is not understood",
        "Адрес не распознан",
        "Мекенжай түсініксіз",
    ),
    "preview": ("Preview", "Предпросмотр", "Алдын ала қарау"),
    "preview_hint": (
        "Not published: this is how it would look if it were published now.",
        "Не опубликовано: так материал выглядел бы, если бы его опубликовали сейчас.",
        "Жарияланған жоқ: қазір жарияланса, осылай көрінер еді.",
    ),
    "bad_link": (
        "This link does not open anything any more",
        "Эта ссылка больше ничего не открывает",
        "Бұл сілтеме енді ештеңе ашпайды",
    ),
    "bad_link_hint": (
        "It has expired, was revoked or is not complete. Ask the newsroom for a new one.",
        "Она истекла, отозвана или скопирована не полностью. Попросите у редакции новую.",
        "Оның мерзімі өткен, күші жойылған немесе толық көшірілмеген. Редакциядан жаңасын сұраңыз.",
    ),
    "busy": ("Try again in a moment", "Повторите попытку чуть позже", "Сәл кейінірек көріңіз"),
    "busy_hint": (
        "The newsroom is busy. Reload the page in a moment.",
        "Сервис перегружен. Обновите страницу через несколько секунд.",
        "Қызмет бос емес. Бірнеше секундтан кейін бетті жаңартыңыз.",
    ),
    "withdrawn": (
        "This article has been withdrawn",
        "Материал снят с публикации",
        "Материал жарияланымнан алынды",
    ),
    "expired": (
        "This article is no longer available",
        "Материал больше не доступен",
        "Материал енді қолжетімді емес",
    ),
    "withdrawn_at": ("Withdrawn", "Снято", "Алынған уақыты"),
    "reason": ("Reason", "Причина", "Себебі"),
    "ai_use.assisted": (
        "Text written with the help of AI",
        "Текст подготовлен с помощью ИИ",
        "Мәтін ЖИ көмегімен дайындалған",
    ),
    "ai_use.translated": (
        "Text translated by AI",
        "Текст переведён ИИ",
        "Мәтінді ЖИ аударған",
    ),
    "ai_use.generated": ("Text generated by AI", "Текст создан ИИ", "Мәтінді ЖИ жасаған"),
    "correction.correction": ("Correction", "Исправление", "Түзету"),
    "correction.clarification": ("Clarification", "Уточнение", "Нақтылау"),
    "correction.update": ("Update", "Дополнение", "Толықтыру"),
    "role.reported_by": ("Reported by", "Сообщает", "Хабарлаған"),
    "role.quoted": ("Quoted", "Цитируется", "Дәйексөз"),
    "role.via": ("Via", "Передаёт", "Жеткізген"),
    "role.data_from": ("Data from", "Данные", "Деректер көзі"),
    "contributor.author": ("author", "автор", "авторы"),
    "contributor.reporting": ("reporting", "репортаж", "репортаж"),
    "contributor.photographer": ("photographs", "фотографии", "фотосуреттер"),
    "contributor.editor": ("editing", "редактор", "редакторы"),
    "contributor.translator": ("translation", "перевод", "аударма"),
    "contributor.illustrator": ("illustration", "иллюстрация", "безендіру"),
    "tag.section": ("Section", "Раздел", "Бөлім"),
    "tag.topic": ("Topic", "Тема", "Тақырып"),
    "tag.person": ("Person", "Персона", "Тұлға"),
    "tag.organisation": ("Organisation", "Организация", "Ұйым"),
    "tag.place": ("Place", "Место", "Орын"),
    "tag.event": ("Event", "Событие", "Оқиға"),
    "tag.series": ("Series", "Серия", "Топтама"),
    "tag.contributor": ("Author", "Автор", "Автор"),
}


def spoken_language(language: str) -> str:
    """Return the language of the reader's own words on a page in the given language (BCP 47)."""
    base = language.lower().partition("-")[0]
    return base if base in LANGUAGES else LANGUAGES[0]


def native_name(language: str) -> str:
    """Return a language's name in itself, or its code when nobody here knows it."""
    if language in _NATIVE_NAMES:
        return _NATIVE_NAMES[language]
    try:
        return str(get_language_info(language)["name_local"]).capitalize()
    except KeyError:
        return language


def phrases(language: str) -> dict[str, str]:
    """Return every phrase by its key, in the language that a page in the given one speaks."""
    place = LANGUAGES.index(spoken_language(language))
    return {key: texts[place] for key, texts in _PHRASES.items()}
