"""The token of a preview link: its id, signed with SECRET_KEY; a forged one is known without asking a database."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

_SIGNER: Final = Signer(salt="articles.preview", sep=".")


def token_of(link: UUID) -> str:
    """Return a link's token: letters that need no quoting in an address."""
    return _SIGNER.sign(urlsafe_b64encode(link.bytes).decode().rstrip("="))


def link_in(token: str) -> UUID | None:
    """Return the id of the link that a token is of; None for what we did not sign."""
    try:
        return UUID(bytes=urlsafe_b64decode(_SIGNER.unsign(token) + "=="))
    except (BadSignature, ValueError):
        return None


def preview_page(*, article: UUID, token: str) -> str:
    """Return the address of the page that shows a preview."""
    pattern = settings.PREVIEW_URL or f"{settings.PUBLIC_URL}/preview/{{id}}/?token={{token}}"
    return pattern.format(id=article, token=token)
