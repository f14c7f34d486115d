"""Puts complete files into the storage: originals as they came, each named by its SHA-256, and renditions.

On the file system a file gets its name by a rename, after its bytes are on disk, and the folder is written too: a
crash leaves either the whole file or none. In other storages (S3) an upload is all or nothing by itself.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage

FOLDER: Final = "originals"
SUFFIXES: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
_INCOMING: Final = "incoming"
_PERMISSIONS: Final = 0o644


def original_name(sha256: str, format_: str) -> str:
    """Return where an original is stored, for a format as `SUFFIXES` names it."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}.{SUFFIXES[format_]}"


def incoming_folder() -> Path:
    """Return where uploads wait: on the storage's own file system, so that a rename can move them."""
    disk = _on_disk()
    return Path(disk.location) / _INCOMING if disk else Path(tempfile.gettempdir())


def place(file: Path, name: str) -> None:
    """Move a complete file, synced to disk in `incoming_folder`, to its name; what is there already is replaced."""
    if disk := _on_disk():
        file.chmod(disk.file_permissions_mode or _PERMISSIONS)
        _rename(file, Path(disk.path(name)))
        return
    with file.open("rb") as content:
        default_storage.save(name, File(content))


def _on_disk() -> FileSystemStorage | None:
    storage: Storage = default_storage
    return storage if isinstance(storage, FileSystemStorage) else None


def _rename(source: Path, target: Path) -> None:
    missing = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    for folder in {target.parent, *(made.parent for made in missing)}:
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
