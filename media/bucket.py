"""Pictures in an S3-compatible bucket (extra `s3`): S3_BUCKET chooses it in place of a folder.

The bucket stays private: readers and editors ask our own door, which answers with the file's true type and its
safety headers, wherever the file is.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from cms.http.problem import Unavailable

CONNECT_SECONDS: Final = 3
READ_SECONDS: Final = 10
ATTEMPTS: Final = 2
BUFFER_BYTES: Final = 64 * 1024
# Every file of ours goes up in one request: it is there whole or not at all, and no parts of it are left behind.
_ONE_REQUEST_BYTES: Final = 100_000_000
_RETRY_SECONDS: Final = 5
_ABSENT: Final = frozenset({"404", "NoSuchKey", "NotFound"})
# A session may not be used by two threads at once.
_making: Final = Lock()

Fetch = Callable[[int], dict[str, Any]]


class BucketAway(Unavailable, OSError):  # noqa: N818 - an answer: 503
    """The bucket does not answer, or refuses us: nothing is known of the file."""


class PictureBucket(S3Storage):
    """Django's storage in a bucket; raises `FileNotFoundError` and `BucketAway`, never botocore's own errors."""

    def __init__(self, *, addressing_style: str, **options: Any) -> None:
        super().__init__(
            client_config=_client_config(addressing_style),
            transfer_config=TransferConfig(
                use_threads=False, multipart_threshold=_ONE_REQUEST_BYTES
            ),
            **options,
        )

    @property
    def connection(self) -> Any:
        """Return this thread's own connection; they are made one at a time."""
        with _making:
            return super().connection

    def _create_session(self) -> Session:
        return _session(self.access_key, self.secret_key)

    @property
    def bucket(self) -> Any:
        """Return the bucket as this thread's own object: they may not be shared."""
        return self.connection.Bucket(self.bucket_name)

    def url(self, name: str, *_: Any, **__: Any) -> str:
        """Return the address at our own door."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    def exists(self, name: str) -> bool:
        """Say whether a file is there."""
        with _plainly(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Delete a file; one that is not there is no error."""
        with _plainly(name):
            super().delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Return the folders and the files of a folder; nothing for one that is not there."""
        with _plainly(path):
            folders, files = super().listdir(path)
        return folders, files

    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was stored."""
        with _plainly(name):
            stored: datetime = super().get_modified_time(name)
        return stored

    def _save(self, name: str, content: Any) -> str:
        with _plainly(name):
            return str(super()._save(name, content))

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("Files in the bucket are read as bytes (rb); store them with save().")
        key = self._normalize_name(name)

        def fetch(first: int) -> dict[str, Any]:
            part = {"Range": f"bytes={first}-"} if first else {}
            with _plainly(name):
                answer: dict[str, Any] = self.connection.meta.client.get_object(
                    Bucket=self.bucket_name, Key=key, **part
                )
            return answer

        reader = _Reader(fetch)
        file = File(io.BufferedReader(reader, BUFFER_BYTES), name)
        file.size = reader.size
        return file


class _Reader(io.RawIOBase):
    """Reads a file of the bucket as it comes; a jump asks for the rest from there on."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        answer = fetch(0)
        self._body = answer["Body"]
        self.size = int(answer["ContentLength"])
        self._at = self._body_at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self.size:
            return 0
        if self._at != self._body_at:
            self._body.close()
            self._body, self._body_at = self._fetch(self._at)["Body"], self._at
        with _plainly("a file"):
            read: bytes = self._body.read(len(buffer))
        buffer[: len(read)] = read
        self._at = self._body_at = self._at + len(read)
        return len(read)

    def close(self) -> None:
        if not self.closed:
            self._body.close()
        super().close()


@lru_cache
def _session(access_key: str | None, secret_key: str | None) -> Session:
    """Return the session that connections are made from: it keeps what takes a tenth of a second to load."""
    return Session(aws_access_key_id=access_key, aws_secret_access_key=secret_key)


@contextmanager
def _plainly(name: str) -> Iterator[None]:
    """Turn what botocore raises into `FileNotFoundError` and `BucketAway`."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _ABSENT:
            raise FileNotFoundError(name) from error
        raise _away() from error
    except (BotoCoreError, Boto3Error) as error:
        raise _away() from error


def _away() -> BucketAway:
    return BucketAway(
        "The pictures' storage does not answer: try again in a moment.",
        retry_after=_RETRY_SECONDS,
    )


def _client_config(addressing_style: str) -> Config:
    """Return how the bucket is spoken to, such that servers other than Amazon's understand it too."""
    return Config(
        s3={"addressing_style": addressing_style},
        signature_version="s3v4",
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
    )
