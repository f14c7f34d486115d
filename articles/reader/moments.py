"""Moments as a page says them: in the newsroom's time zone and the page's language."""

from datetime import datetime
from typing import Final

from django.utils import timezone, translation
from django.utils.dateformat import format as format_date

from articles.reader.phrases import spoken_language

# Django's date format letters; Cyrillic letters stand for themselves.
_FORMATS: Final = {
    "full": {"en": "j F Y, H:i", "ru": "j E Y г., H:i", "kk": "Y ж. j E, H:i"},
    "day": {"en": "j F Y", "ru": "j E Y г.", "kk": "Y ж. j E"},
    "short": {"en": "j M, H:i", "ru": "j E, H:i", "kk": "j E, H:i"},
}


def said(moment: str, *, language: str, length: str = "full") -> str:
    """Return an RFC 3339 moment in words; `length` is full, day, or short (without the year)."""
    spoken = spoken_language(language)
    at = timezone.localtime(datetime.fromisoformat(moment))
    with translation.override(spoken):
        words = format_date(at, _FORMATS[length][spoken])
    # Kazakh writes months small inside a sentence; Django has them as titles.
    return words.lower() if spoken == "kk" else words
