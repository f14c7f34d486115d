"""The IPTC Digital Source Type vocabulary as data: every term, what class readers see, its words.

The vocabulary is the NewsCodes scheme ``digsrctype`` in its release of October 2024. Terms are
case-sensitive and their addresses use http, as the standard prints them.
"""

from dataclasses import dataclass
from typing import Final

VOCABULARY: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
LANGUAGES: Final = ("en", "ru", "kk")
PHOTO: Final = "photo"
EDITED: Final = "edited"
DRAWING: Final = "drawing"
AI_EDITED: Final = "ai_edited"
AI_GENERATED: Final = "ai_generated"
AI_COMPOSITE: Final = "ai_composite"
AMBIGUOUS: Final = "ambiguous"
NOT_STATED: Final = "unknown"
AI_CLASSES: Final = frozenset({AI_EDITED, AI_GENERATED, AI_COMPOSITE})


@dataclass(frozen=True, slots=True)
class SourceType:
    """One term. Names and phrases are in the order of `LANGUAGES`.

    ``phrases`` are what a caption says, empty where a caption has nothing to disclose.
    ``replaced_by`` is set on a retired term: it is read, and its replacement is stored.
    """

    term: str
    public_class: str
    labels: tuple[str, str, str]
    phrases: tuple[str, str, str]
    schema_org: str | None
    replaced_by: str | None = None

    @property
    def uri(self) -> str:
        """The term's address in the IPTC vocabulary."""
        return VOCABULARY + self.term

    @property
    def is_ai(self) -> bool:
        """Whether generative AI made the image or a part of it."""
        return self.public_class in AI_CLASSES

    @property
    def is_retired(self) -> bool:
        """Whether IPTC has retired the term: read, never written."""
        return self.replaced_by is not None


_NOTHING = ("", "", "")

SOURCE_TYPES: Final = (
    SourceType(
        "digitalCapture",
        PHOTO,
        ("Photograph", "Фотография", "Фотосурет"),
        _NOTHING,
        "DigitalCaptureDigitalSource",
    ),
    SourceType(
        "computationalCapture",
        PHOTO,
        (
            "Photograph merged from several frames",
            "Фотография из нескольких кадров",
            "Бірнеше кадрдан жасалған фотосурет",
        ),
        _NOTHING,
        "MultiFrameComputationalCaptureDigitalSource",
    ),
    SourceType(
        "negativeFilm",
        PHOTO,
        ("Photograph scanned from a negative", "Скан негатива", "Негатив сканы"),
        _NOTHING,
        "NegativeFilmDigitalSource",
    ),
    SourceType(
        "positiveFilm",
        PHOTO,
        ("Photograph scanned from a slide", "Скан слайда", "Слайд сканы"),
        _NOTHING,
        "PositiveFilmDigitalSource",
    ),
    SourceType(
        "print",
        PHOTO,
        ("Scanned print", "Скан отпечатка", "Қағаздағы сурет сканы"),
        _NOTHING,
        "PrintDigitalSource",
    ),
    SourceType(
        "humanEdits",
        EDITED,
        ("Edited image", "Отредактированное изображение", "Өңделген сурет"),
        ("edited image", "отредактированное изображение", "өңделген сурет"),
        None,
    ),
    SourceType(
        "minorHumanEdits",
        EDITED,
        ("Lightly edited image", "Слегка отредактированное изображение", "Аздап өңделген сурет"),
        ("edited image", "отредактированное изображение", "өңделген сурет"),
        "MinorHumanEditsDigitalSource",
        replaced_by="humanEdits",
    ),
    SourceType(
        "algorithmicallyEnhanced",
        EDITED,
        (
            "Digitally enhanced image",
            "Изображение с цифровым улучшением",
            "Цифрлық өңдеумен жақсартылған сурет",
        ),
        ("digitally enhanced", "улучшено цифровой обработкой", "цифрлық өңдеумен жақсартылған"),
        "AlgorithmicallyEnhancedDigitalSource",
    ),
    SourceType(
        "compositeCapture",
        EDITED,
        ("Photo composite", "Фотоколлаж", "Фотоколлаж"),
        ("photo composite", "фотоколлаж", "фотоколлаж"),
        "CompositeCaptureDigitalSource",
    ),
    SourceType(
        "digitalCreation",
        DRAWING,
        ("Digital artwork", "Цифровой рисунок", "Цифрлық сурет"),
        ("digital artwork", "цифровой рисунок", "цифрлық сурет"),
        None,
    ),
    SourceType(
        "digitalArt",
        DRAWING,
        ("Digital art", "Цифровая графика", "Цифрлық графика"),
        ("digital artwork", "цифровой рисунок", "цифрлық сурет"),
        "DigitalArtDigitalSource",
        replaced_by="digitalCreation",
    ),
    SourceType(
        "softwareImage",
        DRAWING,
        ("Image made with software", "Создано в программе", "Бағдарламада жасалған сурет"),
        ("digital artwork", "цифровой рисунок", "цифрлық сурет"),
        None,
        replaced_by="digitalCreation",
    ),
    SourceType(
        "dataDrivenMedia",
        DRAWING,
        ("Data graphic", "Инфографика", "Инфографика"),
        ("data graphic", "инфографика", "инфографика"),
        "DataDrivenMediaDigitalSource",
    ),
    SourceType(
        "algorithmicMedia",
        DRAWING,
        ("Algorithmic graphic", "Алгоритмическая графика", "Алгоритмдік графика"),
        ("algorithmic graphic", "алгоритмическая графика", "алгоритмдік графика"),
        "AlgorithmicMediaDigitalSource",
    ),
    SourceType(
        "trainedAlgorithmicMedia",
        AI_GENERATED,
        ("AI-generated image", "Изображение создано ИИ", "ЖИ жасаған сурет"),
        ("AI-generated", "создано ИИ", "ЖИ көмегімен жасалған"),
        "TrainedAlgorithmicMediaDigitalSource",
    ),
    SourceType(
        "compositeWithTrainedAlgorithmicMedia",
        AI_EDITED,
        ("AI-edited image", "Изображение изменено ИИ", "ЖИ көмегімен өңделген сурет"),
        ("AI-edited", "изменено с помощью ИИ", "ЖИ көмегімен өңделген"),
        "CompositeWithTrainedAlgorithmicMediaDigitalSource",
    ),
    SourceType(
        "compositeSynthetic",
        AI_COMPOSITE,
        (
            "Composite with AI-generated elements",
            "Коллаж с элементами, созданными ИИ",
            "ЖИ жасаған бөліктері бар коллаж",
        ),
        (
            "composite with AI-generated elements",
            "коллаж с элементами, созданными ИИ",
            "ЖИ жасаған бөліктері бар коллаж",
        ),
        "CompositeSyntheticDigitalSource",
    ),
    SourceType(
        "composite",
        AMBIGUOUS,
        ("Composite image", "Коллаж", "Коллаж"),
        ("composite image", "коллаж", "коллаж"),
        "CompositeDigitalSource",
    ),
    SourceType(
        "screenCapture",
        AMBIGUOUS,
        ("Screenshot", "Снимок экрана", "Экран көшірмесі"),
        ("screenshot", "снимок экрана", "экран көшірмесі"),
        "ScreenCaptureDigitalSource",
    ),
    SourceType(
        "virtualRecording",
        AMBIGUOUS,
        (
            "Recording of a virtual event",
            "Запись виртуального события",
            "Виртуалды оқиға жазбасы",
        ),
        (
            "recording of a virtual event",
            "запись виртуального события",
            "виртуалды оқиға жазбасы",
        ),
        "VirtualRecordingDigitalSource",
    ),
)

WRITABLE_TERMS: Final = tuple(kind.term for kind in SOURCE_TYPES if not kind.is_retired)
"""The terms that may be stored, for the database's check (beside `UNKNOWN`)."""
AI_TERMS: Final = tuple(kind.term for kind in SOURCE_TYPES if kind.is_ai)
CHOICES: Final = tuple((kind.term, kind.labels[0]) for kind in SOURCE_TYPES if not kind.is_retired)
"""Term and English label of every writable term, for a form."""
