"""What is checked before anything starts: the pictures' storage, and who signs them."""

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.files.storage import default_storage

from cms.http.problem import Unavailable
from media.darkroom.pool import try_signing
from media.signing import signing

_BUCKET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}")
_HINT = "See docs/environment.md."


@register
def check_bucket(**_: Any) -> list[CheckMessage]:
    """E007: the bucket's variables agree with each other, and its client is installed."""
    return [Error(fault, hint=hint, id="standfirst.E007") for fault, hint in _bucket_faults()]


@register(Tags.database)
def check_bucket_answers(*, databases: Iterable[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E008: the bucket is there and lets us in; asked where a server starts, as the database is."""
    if not (databases and settings.S3["bucket_name"]) or [*_bucket_faults()]:
        return []
    try:
        default_storage.listdir("")
    except OSError as error:
        reason = error.__cause__ or error
        message = f"S3_BUCKET={settings.S3['bucket_name']}: it does not let us in ({reason})."
        hint = "Check S3_BUCKET, S3_ENDPOINT_URL, S3_REGION and the two keys."
        return [Error(message, hint=hint, id="standfirst.E008")]
    return []


@register
def check_signing(**_: Any) -> list[CheckMessage]:
    """E009: the files of Content Credentials can be read, and the extra for them is installed."""
    return [Error(fault, hint=_HINT, id="standfirst.E009") for fault in _signing_faults()]


@register(Tags.database)
def check_signature(*, databases: Iterable[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E010: something can be signed with the certificate and key; tried where a server starts."""
    found = signing()
    if not (databases and found) or [*_signing_faults()]:
        return []
    try:
        try_signing(found._asdict())
    except Unavailable as refusal:
        message = f"C2PA_CERTIFICATES={found.certificates}: {refusal.detail}"
        hint = "Check that C2PA_PRIVATE_KEY is its key, that C2PA_ALGORITHM fits it, and that it may sign now."
        return [Error(message, hint=hint, id="standfirst.E010")]
    return []


def _signing_faults() -> Iterator[str]:
    given = {
        "C2PA_TRUST_ANCHORS": settings.C2PA_TRUST_ANCHORS,
        "C2PA_CERTIFICATES": settings.C2PA_SIGNER["certificates"],
        "C2PA_PRIVATE_KEY": settings.C2PA_SIGNER["key"],
    }
    if any(given.values()) and not find_spec("c2pa"):
        yield "C2PA_… is set, and the extra is not installed: install requirements/c2pa.txt."
    for name, path in given.items():
        if path and not _is_pem(Path(path)):
            yield f"{name}={path}: this is no PEM file that can be read."
    if bool(given["C2PA_CERTIFICATES"]) != bool(given["C2PA_PRIVATE_KEY"]):
        yield "C2PA_CERTIFICATES and C2PA_PRIVATE_KEY belong together: set both, or neither."


def _is_pem(path: Path) -> bool:
    try:
        return b"-----BEGIN " in path.read_bytes()
    except OSError:
        return False


def _bucket_faults() -> Iterator[tuple[str, str]]:
    bucket = settings.S3["bucket_name"]
    if not bucket:
        if others := sorted(name for name in ("endpoint_url", "access_key") if settings.S3[name]):
            names = {"endpoint_url": "S3_ENDPOINT_URL", "access_key": "S3_ACCESS_KEY_ID"}
            yield f"{names[others[0]]} is set and S3_BUCKET is not.", "Set both, or neither."
        return
    if not (find_spec("storages") and find_spec("boto3")):
        hint = "Install requirements/s3.txt, or leave S3_BUCKET empty: pictures are files then."
        yield "S3_BUCKET is set, and the extra for it is not installed.", hint
    if not _BUCKET_NAME.fullmatch(bucket):
        yield f"S3_BUCKET={bucket}: this is no bucket's name.", _HINT
    endpoint = settings.S3["endpoint_url"]
    if endpoint and (
        urlsplit(endpoint).scheme not in {"http", "https"} or not urlsplit(endpoint).hostname
    ):
        yield f"S3_ENDPOINT_URL={endpoint}: this is no address.", "Write https://s3.example:9000."
    if bool(settings.S3["access_key"]) != bool(settings.S3["secret_key"]):
        hint = "Set both, or neither where the machine itself has the right."
        yield "S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together.", hint
