"""What `manage.py run` prints: where everything is, and three requests that work as pasted."""

import json
import re
import shlex
import urllib.parse
import urllib.request
from typing import Any

READ_SECONDS = 10
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # Straight, by no proxy.


def is_ready(base: str) -> bool:
    """Say whether the server at the address answers that it is ready."""
    try:
        with _OPENER.open(f"{base}/readyz", timeout=READ_SECONDS):
            return True
    except OSError:
        return False


def newest_headline(base: str, language: str) -> dict[str, Any] | None:
    """Return the newest headline with a body, in the language if there is one, from the API."""
    return _newest(base, f"&language={language}") or _newest(base)


def _newest(base: str, condition: str = "") -> dict[str, Any] | None:
    url = f"{base}/api/v1/headlines/?has_body=true&limit=1{condition}"
    try:
        with _OPENER.open(url, timeout=READ_SECONDS) as answer:
            results = json.load(answer)["results"]
    except OSError:
        return None
    return dict(results[0]) if results else None


def addresses(base: str) -> str:
    """Return the lines that say where everything is."""
    places = {"Reader": "/", "Admin": "/admin/", "API": "/api/v1/", "API docs": "/api/v1/docs/"}
    return "\n".join(f"  {name:9} {base}{path}" for name, path in places.items())


def requests(base: str, headline: dict[str, Any] | None) -> str:
    """Return curl lines; those about an article need one that is published."""
    urls = [f"{base}/api/v1/headlines/?limit=20"]
    if headline:
        urls.append(f"{base}/api/v1/articles/{headline['slug']}/?include=related,latest")
        word = urllib.parse.quote(search_word(headline["headline"]))
        urls.append(f"{base}/api/v1/articles/?q={word}")
    return "\n".join(f"  curl -s {shlex.quote(url)}" for url in urls)


def search_word(headline: str) -> str:
    """Return a headline's longest word, which a search finds again."""
    return max(re.findall(r"\w+", headline), key=len, default="news")
