"""Passes for the files of hidden images: whoever is shown a preview sees its pictures for an hour or two.

A pass is a signature over the image's own part of the address and a moment; nothing is stored of it.
"""

import re
import time
from typing import Final

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from media.recipes import rendition_folder

ADDRESS: Final = r"p/(?P<until>[0-9]{1,12})\.(?P<signature>[A-Za-z0-9_-]{43})/"
_HOUR: Final = 3600
_SIGNER: Final = Signer(salt="media.passes")


def pass_folder(sha256: str, digest: str) -> str:
    """Return the part that goes between MEDIA_URL and a rendition's path; the same for an hour, so browsers keep it."""
    until = (int(time.time()) // _HOUR + 2) * _HOUR
    return f"p/{until}.{_signature(until, rendition_folder(sha256, digest))}/"


def is_good(*, until: str, signature: str, path: str) -> bool:
    """Say whether a pass opens a rendition's path now."""
    folder = re.match(r"r/[^/]+", path)
    return (
        folder is not None
        and int(until) > time.time()
        and constant_time_compare(signature, _signature(int(until), folder[0]))
    )


def _signature(until: int, folder: str) -> str:
    return _SIGNER.signature(f"{until}:{folder}")
