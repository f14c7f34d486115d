"""Receives an upload into a temporary file: counted, capped and hashed while it is written, then on disk for sure."""

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, NamedTuple

from media.darkroom.refusal import FileRefused
from media.darkroom.sniffing import MOST_BYTES, too_large

CHUNK_BYTES = 1 << 20
PREFIX = "standfirst-incoming-"

Content = BinaryIO | bytes | Path
"""What a door may hand over: an open file, the bytes, or where they are."""


class Received(NamedTuple):
    """A complete temporary file: where it is, the SHA-256 of its bytes in hexadecimal, and how many they are."""

    path: Path
    sha256: str
    byte_count: int


@contextmanager
def received(content: Content, *, folder: Path) -> Iterator[Received]:
    """Keep the content in a temporary file of `folder` while the block runs; it may be moved away meanwhile.

    Raises `FileRefused` for a file that is too large or cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as target, _opened(content) as source:
            sha256, byte_count = _copy(source, target)
            target.flush()
            os.fsync(target.fileno())
        yield Received(path, sha256, byte_count)
    finally:
        path.unlink(missing_ok=True)


def _opened(content: Content) -> AbstractContextManager[BinaryIO]:
    if isinstance(content, bytes):
        return io.BytesIO(content)
    if not isinstance(content, Path):
        return nullcontext(content)  # Whoever opened it closes it.
    try:
        return content.open("rb")
    except OSError as error:
        raise FileRefused(
            "unreadable", f"The file cannot be read ({error.strerror}): check its name and rights."
        ) from None


def _copy(source: BinaryIO, target: BinaryIO) -> tuple[str, int]:
    digest, byte_count = hashlib.sha256(), 0
    while chunk := source.read(CHUNK_BYTES):
        byte_count += len(chunk)
        if byte_count > MOST_BYTES:
            raise too_large()
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest(), byte_count
