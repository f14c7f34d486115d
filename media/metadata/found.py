"""What a file says of itself: the values that EXIF, IPTC-IIM and XMP have in common."""

from collections.abc import Mapping
from typing import NamedTuple

# The key of a text whose language the file does not say (XMP, part 1, section 8.2.2.4).
UNSTATED = "x-default"


class Found(NamedTuple):
    """Values as read, not checked yet; a text per language where the standard has one, else `UNSTATED`.

    `captured_at` is ISO 8601, without an offset when the file gives none. `digital_source_type` is a current IPTC term.
    `remarks` are sentences on what could not be taken; `origins` says for each value which metadata it comes from.
    """

    caption: Mapping[str, str] = {}
    alt: Mapping[str, str] = {}
    creator: str = ""
    credit: str = ""
    copyright: str = ""
    usage_terms: str = ""
    captured_at: str = ""
    digital_source_type: str = ""
    ai_system: str = ""
    remarks: tuple[str, ...] = ()
    origins: Mapping[str, str] = {}


def first_of(**found: Found) -> Found:
    """Return each value from the first that has it, with where it comes from, and everybody's remarks."""
    origins = {
        name: origin
        for name in Found._fields
        for origin in [next((key for key, one in found.items() if getattr(one, name)), None)]
        if origin and name != "remarks"
    }
    values = {name: getattr(found[origin], name) for name, origin in origins.items()}
    remarks = tuple(remark for one in found.values() for remark in one.remarks)
    return Found(**values, remarks=remarks, origins=origins)
