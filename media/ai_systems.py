"""The AI systems that newsrooms name in credit lines, and when a name means the system.

Some names are also people, places and telescopes. So each name has a tier: a *distinct* one is
enough wherever it stands, one that counts *alone* must be the whole credit or stand with words
about AI, and one that needs *words* is never believed by itself.
"""

import re
from dataclasses import dataclass
from typing import Final

DISTINCT: Final = "distinct"
ALONE: Final = "alone"
WORDS: Final = "words"


@dataclass(frozen=True, slots=True)
class AiSystem:
    """A system: its name as its makers write it, how it is found, and its tier."""

    name: str
    pattern: re.Pattern[str]
    tier: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A system named in a text: its name with the version, its tier, and where it stands."""

    name: str
    tier: str
    start: int
    end: int


_VERSION: Final = r"(?:[\s-]+(?P<version>v\.?\s?\d[\d.]*|(?!(?:19|20)\d\d\b)\d[\d.]*[a-z]?)(?!\w))?"


def _system(name: str, spelling: str, tier: str) -> AiSystem:
    return AiSystem(
        name, re.compile(rf"(?<!\w)(?:{spelling})(?!\w){_VERSION}", re.IGNORECASE), tier
    )


SYSTEMS: Final = (
    _system("Midjourney", r"mid[\s-]?journey|миджорни", DISTINCT),
    _system("DALL·E", r"dall\s?[·•∙⋅‧・.*-]\s?e|dall\s(?-i:E)|далл[\s·-]?и", DISTINCT),
    _system("Stable Diffusion", r"stable[\s-]?diffusion|sdxl|dreamstudio", DISTINCT),
    _system("ChatGPT", r"chat\s?-?gpt", DISTINCT),
    _system("GPT-4o", r"gpt-?4o", DISTINCT),
    _system("GPT Image", r"gpt[\s-]image", DISTINCT),
    _system("Adobe Firefly", r"adobe firefly", DISTINCT),
    _system(
        "Bing Image Creator", r"(?:microsoft )?bing (?:image creator|ai)|image creator", DISTINCT
    ),
    _system("Microsoft Designer", r"microsoft designer", DISTINCT),
    _system("Microsoft Copilot", r"microsoft copilot", DISTINCT),
    _system("Google Gemini", r"google gemini", DISTINCT),
    _system("Nano Banana", r"(?:google )?nano banana(?: pro)?", DISTINCT),
    _system("Google Imagen", r"google imagen", DISTINCT),
    _system("Google Veo", r"google veo", DISTINCT),
    _system("ImageFX", r"image\s?fx", DISTINCT),
    _system("Sora", r"openai sora", DISTINCT),
    _system("Meta AI", r"(?:imagine with )?meta ai", ALONE),
    _system("Leonardo.Ai", r"leonardo[\s.]ai", DISTINCT),
    _system("Runway", r"runway\s?ml|runway gen", DISTINCT),
    _system("FLUX", r"flux[.\s]?1|flux[.\s]?2|black forest labs", DISTINCT),
    _system("Craiyon", r"craiyon", DISTINCT),
    _system("NightCafe", r"nightcafe", DISTINCT),
    _system("Artbreeder", r"artbreeder", DISTINCT),
    _system("Playground AI", r"playground ai", DISTINCT),
    _system("Canva AI", r"canva (?:ai|magic media)|magic media", DISTINCT),
    _system("Freepik AI", r"freepik ai", DISTINCT),
    _system("Krea", r"krea[\s.]ai", DISTINCT),
    _system("Seedream", r"seedream", DISTINCT),
    _system("Hunyuan", r"hunyuan", DISTINCT),
    _system("Qwen-Image", r"qwen(?:[\s-]image)?", DISTINCT),
    _system("Kling", r"kling ai", DISTINCT),
    _system("Luma Dream Machine", r"(?:luma )?dream machine", DISTINCT),
    _system("Шедеврум", r"шедеврум|shedevrum", DISTINCT),
    _system("YandexART", r"yandex\s?art|яндекс\s?арт", DISTINCT),
    _system("GigaChat", r"giga\s?chat|гигачат", DISTINCT),
    _system("Kandinsky", r"(?:sber(?:bank)?|сбер) (?:kandinsky|кандинский)", DISTINCT),
    _system("Kandinsky", r"(?:kandinsky|кандинский)(?=[\s-]+\d\.\d)", DISTINCT),
    _system("Grok", r"grok(?: imagine)?|грок", ALONE),
    _system("Gemini", r"gemini", ALONE),
    _system("Imagen", r"imagen", ALONE),
    _system("Copilot", r"copilot", ALONE),
    _system("Firefly", r"firefly", ALONE),
    _system("Ideogram", r"ideogram", ALONE),
    _system("Recraft", r"recraft", ALONE),
    _system("FLUX", r"flux", ALONE),
    _system("DALL·E", r"dalle", ALONE),
    _system("Claude", r"claude", WORDS),
    _system("Sora", r"sora", WORDS),
    _system("Veo", r"veo", WORDS),
    _system("Leonardo", r"leonardo", WORDS),
    _system("Kandinsky", r"kandinsky|кандинский", WORDS),
    _system("Runway", r"runway", WORDS),
    _system("Kling", r"kling", WORDS),
    _system("Krea", r"krea", WORDS),
    _system("Luma", r"luma", WORDS),
    _system("Canva", r"canva", WORDS),
)

_MAKERS: Final = frozenset(
    {
        "adobe", "black forest labs", "bytedance", "deepmind", "google", "google deepmind", "meta",
        "microsoft", "openai", "stability ai", "x", "xai", "yandex", "сбер", "сбербанк", "яндекс",
    }
)  # fmt: skip
# Words that may stand beside a name without making it the name of something else.
_COMPANY: Final = frozenset(
    {
        "a", "ai", "aurora", "banana", "by", "bytedance", "cc",
        "created", "deepmind", "designer", "edited", "flash", "for", "from",
        "generated", "google", "gpt", "illustration", "illustrations", "image", "images",
        "imagine", "in", "made", "max", "meta", "microsoft", "mini",
        "model", "openai", "photo", "photos", "picture", "pro", "studio",
        "tool", "turbo", "ultra", "using", "via", "visual", "with",
        "x", "xai", "adobe", "illus", "ill", "graphic", "render",
        "rendering", "art", "artwork", "collage", "ии", "жи", "нейросеть",
        "нейросети", "нейросетью", "нейросетями", "модель", "модели", "фото", "изображение",
        "иллюстрация", "картинка", "рисунок", "коллаж", "создано", "сделано", "сгенерировано",
        "сбер", "яндекс", "сурет", "кескін", "жасалған", "жасаған", "көмегімен",
        "арқылы", "нейрожелі", "нейрожелісі",
    }
)  # fmt: skip
_WORD_BEFORE: Final = re.compile(r"(\w[\w.'’-]*)[\s-]$")
_WORD_AFTER: Final = re.compile(r"[\s-](\w[\w'’-]*)")


def mentions(text: str) -> tuple[Mention, ...]:
    """The systems named in the text, surest tier first; one name is never counted twice.

    A name that belongs to something else ("Gemini Observatory", "Anna Sora") is no mention.
    """
    found: list[Mention] = []
    for system in SYSTEMS:
        for hit in system.pattern.finditer(text):
            overlaps = any(hit.start() < other.end and other.start < hit.end() for other in found)
            if not overlaps and (system.tier == DISTINCT or _stands_free(text, hit)):
                found.append(_mention(system, hit))
    return tuple(found)


def is_maker(name: str) -> bool:
    """Whether the name is that of a company that makes such systems, and no more."""
    return name.strip(" .,").casefold() in _MAKERS


def _mention(system: AiSystem, hit: re.Match[str]) -> Mention:
    version = (hit["version"] or "").rstrip(".")
    name = f"{system.name} {version}".rstrip()
    return Mention(name, system.tier, hit.start(), hit.end())


def _stands_free(text: str, hit: re.Match[str]) -> bool:
    """Whether no capitalised neighbour makes the name a part of a longer one."""
    before = _WORD_BEFORE.search(text[: hit.start()])
    after = _WORD_AFTER.match(text[hit.end() :])
    neighbours = [match[1] for match in (before, after) if match]
    return all(
        word.casefold().strip(".") in _COMPANY or not word[0].isupper() for word in neighbours
    )
