"""What is asked of the import, beside the page itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Photo:
    """The page's picture: its file (None: still awaited) and its alternative text (empty: none yet)."""

    content: bytes | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """How a page is to be imported.

    `language` and `source` (the name of who reports the page) win over what the text says; `published_at` is the
    page's own time (None: now). A `rehearsal` does everything and takes it back.
    """

    language: str = ""
    source: str = ""
    photo: Photo = Photo()
    publish: bool = False
    published_at: datetime | None = None
    is_rehearsal: bool = False
