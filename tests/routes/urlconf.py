"""Every route that the service has, as the URLconf writes it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLResolver, get_resolver

View = Callable[..., Any]


def routes() -> list[str]:
    """Return the routes in order, each once."""
    return list(views())


def views() -> dict[str, View]:
    """Return the view of each route."""
    return dict(_walk(get_resolver(), ""))


def methods_of(view: View) -> set[str]:
    """Return the methods that a class of views answers; OPTIONS and TRACE show nothing."""
    of_class = getattr(view, "cls", None) or getattr(view, "view_class", None)
    named = of_class.http_method_names if of_class else []
    return {name.upper() for name in named if hasattr(of_class, name)} - {"OPTIONS", "TRACE"}


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, View]]:
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        else:
            yield route, pattern.callback
