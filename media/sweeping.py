"""Removes what a crash may leave behind: originals that no image has, and uploads that broke off.

An original is deleted in reverse order of how it came: the row first (by a verb), the file here, once it is a day old.
"""

import itertools
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from cms.locks import advisory_lock
from media.incoming import PREFIX
from media.models import Image
from media.originals import FOLDER, incoming_folder

# Nothing that is on its way takes as long.
GRACE: Final = timedelta(hours=24)
FOLDERS: Final = tuple(f"{FOLDER}/{number:02x}" for number in range(256))
_turns = itertools.cycle(FOLDERS)


def sweep_next() -> int:
    """Sweep broken uploads and the next of the 256 folders of originals; return how many files were removed."""
    now = timezone.now()
    return sweep_incoming(now=now) + sweep_originals(next(_turns), now=now)


def sweep_incoming(*, now: datetime) -> int:
    """Remove uploads that broke off more than a day ago and return how many they were."""
    removed = 0
    for path in incoming_folder().glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < (now - GRACE).timestamp():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
                removed += 1
    return removed


def sweep_originals(folder: str, *, now: datetime) -> int:
    """Remove the files of a folder that no image has and that are older than a day; return how many they were."""
    names = [f"{folder}/{name}" for name in _files(folder)]
    known = set(Image.objects.filter(file__in=names).values_list("file", flat=True))
    return sum(_remove(name, now) for name in names if name not in known)


def _files(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


@transaction.atomic
def _remove(name: str, now: datetime) -> bool:
    """Delete a file unless it is young or has found an image; who stores the same bytes waits for us, or we for it."""
    sha256 = name.rpartition("/")[2].partition(".")[0]
    advisory_lock(f"original:{sha256}", shared=False)
    if Image.objects.filter(file=name).exists():
        return False
    with suppress(FileNotFoundError):
        if default_storage.get_modified_time(name) < now - GRACE:
            default_storage.delete(name)
            return True
    return False
