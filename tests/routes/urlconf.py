"""Every route that the service has, as the URLconf writes it."""

from collections.abc import Iterator

from django.urls import URLResolver, get_resolver


def routes() -> list[str]:
    """Return the routes in order, each once."""
    return list(dict.fromkeys(_walk(get_resolver(), "")))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        else:
            yield route
