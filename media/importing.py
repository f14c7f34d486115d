"""Brings in picture files by the folder: which files are meant, and what becomes of each."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cms.http.problem import Unavailable
from media.description import ImageRefused
from media.intake import take_in

Status = Literal["accepted", "duplicate", "refused"]


class Outcome(NamedTuple):
    """What became of a file: `id` is that of its image, `reason` says why there is no new one, `remarks` the rest."""

    file: str
    status: Status
    id: str | None
    reason: str | None
    remarks: list[str]


def picture_files(path: Path) -> Iterator[Path]:
    """Yield a file, or every file of a folder and of those in it, by name; hidden ones and links to folders are not
    meant.
    """
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found = (Path(folder, name) for name in sorted(names) if not name.startswith("."))
        yield from (file for file in found if file.is_file())


def bring_in(path: Path, values: Mapping[str, Any]) -> Outcome:
    """Take a file in, by the gate that every upload goes through, and say what became of it.

    Raises `Unavailable` when it is not the file's fault.
    """
    try:
        taken = take_in(content=path, filename=path.name, values=values, by=None)
    except Unavailable:
        raise
    except ImageRefused as refusal:
        return Outcome(printable(path), "refused", None, refusal.detail, [])
    id_, remarks = str(taken.image.id), list(taken.remarks)
    if not taken.is_new:
        return Outcome(printable(path), "duplicate", id_, " ".join(remarks), [])
    remarks += [f"It looks like the image {other.id}." for other in taken.duplicates]
    return Outcome(printable(path), "accepted", id_, None, remarks)


def printable(path: Path) -> str:
    """Return a path so that it can be written, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _raise(error: OSError) -> None:
    raise error
