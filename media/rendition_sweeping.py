"""Removes renditions that nothing names any more: rows first, and a day later the files that no set has."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from media.models import RenditionSet
from media.recipes import FOLDER, digest_in_folder
from media.sweeping import GRACE

# Pages that were cached before a change of the description name the old files for so long.
RETIREMENT: Final = timedelta(days=7)
_MOST_SETS: Final = 200
_BATCH: Final = 500


def sweep_retired() -> int:
    """Forget sets that were retired long enough ago and return how many; their files go with the strays."""
    old = RenditionSet.objects.filter(retired_at__lt=timezone.now() - RETIREMENT)
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:_MOST_SETS])
    RenditionSet.objects.filter(pk__in=keys).delete()
    return len(keys)


def sweep_strays() -> int:
    """Remove the files of sets that are not there, those older than a day; return how many they were.

    A crash between a file and its row, and a set that was deleted, leave such files.
    """
    now = timezone.now()
    return sum(_clear(folder, now) for folder in _unknown_folders())


def _unknown_folders() -> Iterator[str]:
    folders = _folders()
    for first in range(0, len(folders), _BATCH):
        digests = {name: digest_in_folder(name) for name in folders[first : first + _BATCH]}
        sets = RenditionSet.objects.filter(digest__in=digests.values())
        known = set(sets.values_list("digest", flat=True))
        yield from (f"{FOLDER}/{name}" for name, digest in digests.items() if digest not in known)


def _folders() -> list[str]:
    try:
        return default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:
        return []


def _clear(folder: str, now: datetime) -> int:
    """Remove the old files of a folder, and on disk the folder once it is empty."""
    removed = 0
    for name in default_storage.listdir(folder)[1]:
        with suppress(FileNotFoundError):
            if default_storage.get_modified_time(f"{folder}/{name}") < now - GRACE:
                default_storage.delete(f"{folder}/{name}")
                removed += 1
    if isinstance(default_storage, FileSystemStorage):
        with suppress(OSError):  # Young files are left in it.
            default_storage.delete(folder)
    return removed
