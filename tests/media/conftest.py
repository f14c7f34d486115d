"""Where the tests of pictures keep their files: on disk, or in a bucket on a server of their own."""

import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from boto3.session import Session
from moto.server import ThreadedMotoServer

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[str]:
    """Yield the address of a server that speaks S3."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(bucket_server) -> dict[str, Any]:
    """Return the options of an empty bucket."""
    options = {
        "endpoint_url": bucket_server,
        "region_name": "us-east-1",
        "access_key": "newsroom",
        "secret_key": "secret",
    }
    name = f"pictures-{next(_numbers)}"
    _client(options).create_bucket(Bucket=name)
    return {"bucket_name": name, "location": "", "addressing_style": "path", **options}


@pytest.fixture(params=["disk", "bucket"])
def store(request, settings, tmp_path, monkeypatch) -> "Store":
    """Keep all files of the test on disk, and once more in a bucket."""
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()
    if request.param == "disk":
        return OnDisk(tmp_path / "uploads")
    monkeypatch.setattr("tempfile.tempdir", settings.MEDIA_ROOT)  # Where uploads wait then.
    options = request.getfixturevalue("bucket")
    chosen = {"BACKEND": "media.bucket.PictureBucket", "OPTIONS": options}
    settings.S3 = options
    settings.STORAGES = settings.STORAGES | {"default": chosen}
    return InBucket(options)


class OnDisk:
    """Files below MEDIA_ROOT."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.choice: dict[str, Any] = {}

    def names(self) -> set[str]:
        """Return every file that is stored or on its way."""
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()}


class InBucket:
    """Files in a bucket."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.choice = {"BACKEND": "media.bucket.PictureBucket", "OPTIONS": options}

    def names(self) -> set[str]:
        """Return every file that is stored."""
        pages = _client(self.options).get_paginator("list_objects_v2")
        found = pages.paginate(Bucket=self.options["bucket_name"])
        return {one["Key"] for page in found for one in page.get("Contents", [])}


Store = OnDisk | InBucket


@cache
def _session() -> Session:
    return Session()


def _client(options: dict[str, Any]) -> Any:
    return _session().client(
        "s3",
        endpoint_url=options["endpoint_url"],
        region_name=options["region_name"],
        aws_access_key_id=options["access_key"],
        aws_secret_access_key=options["secret_key"],
    )
