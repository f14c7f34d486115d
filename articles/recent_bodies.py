"""The bodies that were read last: what is saved is often published at once, and is then read once only.

Reading a body costs more than writing any of its forms, and one publication asks for it several times.
"""

from collections import OrderedDict
from threading import Lock

from articles import body

# As many as one bulk save holds, unless they are long: then fewer.
_MOST = 1024
_MOST_CHARACTERS = 4_000_000
_LONGEST = 50_000

_recent: OrderedDict[str, body.Document] = OrderedDict()
_lock = Lock()
_characters = 0


def read_body(html: str) -> body.Document:
    """Return the document of a clean body, as `body.parse` does; it is shared, so nobody may change its blocks."""
    found = _recent.get(html)
    return found if found is not None else remember(body.parse(html))


def cleaned(html: str) -> body.Cleaned:
    """Return what `body.clean` returns, at no cost for a body that was cleaned or read a moment ago."""
    found = _recent.get(html)
    if found is not None:
        return body.Cleaned(html, [], found)
    fresh = body.clean(html)
    remember(fresh.document)
    return fresh


def remember(document: body.Document) -> body.Document:
    """Keep a document for whoever asks for it next, and return the one that is kept; a very long one is not."""
    if len(document.stored_html) > _LONGEST:
        return document
    document.blocks()  # Read to its end before any other thread can see it.
    with _lock:
        return _keep(document)


def _keep(document: body.Document) -> body.Document:
    global _characters  # noqa: PLW0603 - how much the one store of this process holds
    kept = _recent.get(document.stored_html)
    if kept is not None:
        return kept
    _recent[document.stored_html] = document
    _characters += len(document.stored_html)
    while len(_recent) > _MOST or _characters > _MOST_CHARACTERS:
        oldest, _document = _recent.popitem(last=False)
        _characters -= len(oldest)
    return document
