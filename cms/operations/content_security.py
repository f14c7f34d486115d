"""What a page of ours may load and run (Content Security Policy Level 3)."""

import base64
import hashlib
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

# The editor's import map has to be inline. Its text is known by its hash, and it counts only in the
# head, where nothing that people write is shown.
_IMPORT_MAP = re.compile(rb'<script type="importmap">(.*?)</script>', re.DOTALL)


class ContentSecurityMiddleware:
    """Give every HTML page a policy: our own scripts, styles and images, nothing inline that runs.

    Styles may be inline because the rich-text editor sets them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Content-Security-Policy", policy(import_map_hashes(response)))
        return response


def import_map_hashes(response: HttpResponseBase) -> list[str]:
    """Return the CSP sources of the import maps in the page's head."""
    if not isinstance(response, HttpResponse):
        return []
    head = response.content.partition(b"</head>")[0]
    digests = (hashlib.sha256(text).digest() for text in _IMPORT_MAP.findall(head))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def policy(script_hashes: list[str]) -> str:
    """Return the policy; images may also come from PUBLIC_URL, which documents name."""
    public = urlsplit(settings.PUBLIC_URL)
    sources = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", f"{public.scheme}://{public.netloc}"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(" ".join([name, *allowed]) for name, allowed in sources.items())
