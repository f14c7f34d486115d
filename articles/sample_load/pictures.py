"""A small pool of drawn pictures with their descriptions, some of them said to be made by AI."""

import io
from random import Random
from typing import Any, NamedTuple

from PIL import Image as Picture
from PIL import ImageDraw

_SIZE = (1200, 800)
_SUBJECTS = (
    ("A bridge in the evening", "Мост вечером", "Кешкі көпір"),
    ("Ships in the harbour", "Корабли в порту", "Порттағы кемелер"),
    ("A wheat field", "Пшеничное поле", "Бидай алқабы"),
    ("The council chamber", "Зал городского совета", "Қалалық кеңес залы"),
)


class DrawnPicture(NamedTuple):
    """A JPEG file with the values that describe it (`media.library.IMAGE_FIELDS`)."""

    content: bytes
    values: dict[str, Any]


def drawn_picture(number: int) -> DrawnPicture:
    """Return picture `number` of the pool; the same number, the same bytes and words."""
    english, russian, kazakh = _SUBJECTS[number % len(_SUBJECTS)]
    texts = {"en": english, "ru": russian, "kk": kazakh}
    is_generated = number % 3 == 0
    return DrawnPicture(
        _drawing(number),
        {
            "title": f"Sample load, picture {number}",
            "alt": texts,
            "caption": {language: f"{text}." for language, text in texts.items()},
            "credit": "Illustration: made with a generator"
            if is_generated
            else "Photo: Sample Desk",
            "digital_source_type": "trainedAlgorithmicMedia" if is_generated else "digitalCapture",
            "ai_system": "Grok" if is_generated else "",
            "is_illustrative": is_generated,
            "determined_by": "editor",
            "external_source": "sample-load",
            "external_id": f"picture-{number}",
        },
    )


def _drawing(number: int) -> bytes:
    rng = Random(number)  # noqa: S311 - chance for drawings, not for secrets
    picture = Picture.new("RGB", _SIZE, _colour(rng))
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        left, top = rng.randrange(_SIZE[0]), rng.randrange(_SIZE[1])
        corner = (left + rng.randrange(50, 500), top + rng.randrange(50, 300))
        draw.ellipse([(left, top), corner], fill=_colour(rng))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()


def _colour(rng: Random) -> tuple[int, int, int]:
    return rng.randrange(60, 230), rng.randrange(60, 230), rng.randrange(60, 230)
