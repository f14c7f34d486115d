"""What a file says of itself: the values that EXIF, IPTC-IIM and XMP have in common."""

from collections.abc import Mapping
from typing import NamedTuple

# The key of a text whose language the file does not say (XMP, part 1, section 8.2.2.4).
UNSTATED = "x-default"


class Found(NamedTuple):
    """Values as read, not checked yet; a text per language where the standard has one, else `UNSTATED`.

    `captured_at` is ISO 8601, without an offset when the file gives none. `digital_source_type` is a current IPTC term.
    `remarks` are sentences on what could not be taken.
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


def first_of(*found: Found) -> Found:
    """Return each value from the first that has it, and everybody's remarks."""
    values = {
        name: next((value for one in found if (value := getattr(one, name))), default)
        for name, default in Found._field_defaults.items()
    }
    remarks = tuple(remark for one in found for remark in one.remarks)
    return Found(**values | {"remarks": remarks})
