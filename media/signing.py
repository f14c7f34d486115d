"""Who signs renditions and whom we trust, as the environment says (C2PA_… in docs/environment.md)."""

from functools import lru_cache
from hashlib import blake2s
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class Signing(NamedTuple):
    """The PEM files of the certificate chain, ours first, and of its private key; the algorithm, such as `es256`."""

    certificates: str
    key: str
    algorithm: str


def signing() -> Signing | None:
    """Return who signs, None when nobody does."""
    found = Signing(**settings.C2PA_SIGNER)
    return found if found.certificates and found.key else None


def signer_digest() -> str:
    """Return hex digits that change with the signing certificate, empty when nobody signs.

    Raises `OSError` when it cannot be read; the check at start has said so.
    """
    found = signing()
    return _digest(found.certificates, found.algorithm) if found else ""


@lru_cache(maxsize=8)
def _digest(certificates: str, algorithm: str) -> str:
    content = Path(certificates).read_bytes()
    return blake2s(content + algorithm.encode(), digest_size=8).hexdigest()
