"""Reads EXIF (CIPA DC-008): description, artist, copyright and the moment of capture; nothing else is looked at."""

import re
from collections.abc import Mapping
from typing import Any, Final

from PIL import ExifTags, Image

from media.metadata.found import UNSTATED, Found

_MOMENT: Final = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")
_OFFSET: Final = re.compile(r"[+-]\d\d:\d\d")
# Cameras write their maker's name where a caption belongs.
_NO_CAPTION: Final = re.compile(
    r"(?:[a-z ]*digital camera|sony dsc|dsc|default|dcim\w*|samsung|kodak.*|hdr\w*|untitled)",
    re.IGNORECASE,
)


def read_exif(exif: Image.Exif) -> Found:
    """Return what the tags say; a tag of the wrong type says nothing."""
    capture = exif.get_ifd(ExifTags.IFD.Exif)
    caption = _text(exif, ExifTags.Base.ImageDescription)
    has_caption = caption and not _NO_CAPTION.fullmatch(caption)
    return Found(
        caption={UNSTATED: caption} if has_caption else {},
        creator=_text(exif, ExifTags.Base.Artist),
        copyright=_text(exif, ExifTags.Base.Copyright),
        captured_at=_moment(
            _text(capture, ExifTags.Base.DateTimeOriginal),
            _text(capture, ExifTags.Base.OffsetTimeOriginal),
        ),
    )


def _text(tags: Mapping[int, Any], tag: int) -> str:
    """Return an ASCII tag, which many programs fill with UTF-8; Pillow hands it over as Latin-1."""
    value = tags.get(tag)
    if not isinstance(value, str):
        return ""
    # A copyright may hold the photographer's and the editor's, parted by NUL.
    raw = value.encode("latin-1", "replace").strip(b"\0 ").replace(b"\0", b", ")
    try:
        return raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return raw.decode("latin-1").strip()


def _moment(moment: str, offset: str) -> str:
    found = _MOMENT.match(moment)
    if found is None:
        return ""
    year, month, day, clock = found.groups()
    zone = offset if _OFFSET.fullmatch(offset) else ""
    return f"{year}-{month}-{day}T{clock}{zone}"
