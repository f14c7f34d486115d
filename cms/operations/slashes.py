"""Addresses end with a slash; who reads is sent on to it, who writes is told."""

from django.http import HttpRequest
from django.middleware.common import CommonMiddleware

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class SlashMiddleware(CommonMiddleware):
    """Django's own, but for writes: most clients follow its redirect with a GET, and what they sent is lost."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        """Say whether to send the reader on; a write is 404 (`cms.http.error_pages` says why)."""
        return request.method in _READS and super().should_redirect_with_slash(request)
