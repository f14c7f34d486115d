"""Where readers and programs find a thing; every address in a document is absolute."""

import hashlib
from typing import NamedTuple

from django.conf import settings

from media.signing import signer_digest

# Counts up when the shape of a document changes: every live document is then due for a rebuild.
DOCUMENT_FORMAT = 3


class Addresses(NamedTuple):
    """The three patterns that addresses are made from; `article_url` and `tag_url` hold {placeholders}."""

    public_url: str
    article_url: str
    tag_url: str

    def api(self, path: str) -> str:
        """Return the address of an API resource, for example `articles/some-slug/`."""
        return f"{self.public_url}/api/v1/{path}"

    def article_page(self, *, id: str, slug: str, section: str, language: str) -> str:  # noqa: A002
        """Return the page of an article; one without a section gets `news` in its place."""
        return self.article_url.format(
            id=id, slug=slug, section=section or "news", language=language
        )

    def tag_page(self, *, id: str, kind: str, slug: str, language: str) -> str:  # noqa: A002
        """Return the page of a tag."""
        return self.tag_url.format(id=id, kind=kind, slug=slug, language=language)

    @property
    def recipe(self) -> str:
        """Return 16 hex digits that change when documents would come out otherwise for the same content."""
        return hashlib.blake2s(
            repr((DOCUMENT_FORMAT, signer_digest(), self)).encode(), digest_size=8
        ).hexdigest()


def current_addresses() -> Addresses:
    """Return the addresses that this installation is configured for."""
    return Addresses(
        public_url=settings.PUBLIC_URL,
        article_url=settings.ARTICLE_URL or f"{settings.PUBLIC_URL}/articles/{{slug}}/",
        tag_url=settings.TAG_URL or f"{settings.PUBLIC_URL}/tags/{{slug}}/",
    )
