"""Which media type a client accepts (RFC 9110, section 12.5.1), worked out once for each Accept."""

from functools import lru_cache
from http import HTTPStatus

from django.http import HttpRequest

from cms.http.problem import Refusal

JSON = "application/json"
ANYTHING = frozenset({"*/*", JSON})


class NotAcceptable(Refusal):
    """The client accepts none of the media types that this address offers."""

    status = HTTPStatus.NOT_ACCEPTABLE
    code = "not_acceptable"
    title = "Not acceptable"


def negotiate(request: HttpRequest, offered: tuple[str, ...] = (JSON,)) -> str:
    """Return the offered media type that the client likes best; NotAcceptable when it is none."""
    accept = request.META.get("HTTP_ACCEPT")
    if not accept or (accept in ANYTHING and offered[0] == JSON):
        return offered[0]
    best = preferred(accept, offered)
    if best is None:
        raise NotAcceptable(f"Send Accept: {offered[0]}. This address offers {', '.join(offered)}.")
    return best


@lru_cache(maxsize=256)
def preferred(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the offered type with the highest quality (the first of equals), or None."""
    ranges = dict(_media_range(item) for item in accept.split(","))
    qualities = [_quality(media_type, ranges) for media_type in offered]
    best = max(qualities)
    return offered[qualities.index(best)] if best > 0 else None


def _quality(media_type: str, ranges: dict[str, float]) -> float:
    family = media_type.split("/", 1)[0]
    for media_range in (media_type, f"{family}/*", "*/*"):  # The most specific range decides.
        if media_range in ranges:
            return ranges[media_range]
    return 0.0


def _media_range(item: str) -> tuple[str, float]:
    media_range, *parameters = (part.strip().lower() for part in item.split(";"))
    weights = (part[2:] for part in parameters if part.startswith("q="))
    return media_range, _weight(next(weights, "1"))


def _weight(text: str) -> float:
    """Return a quality value; one that is not a number from 0 to 1 counts as not acceptable."""
    digits = text.replace(".", "", 1)
    weight = float(text) if digits.isascii() and digits.isdigit() else 0.0
    return weight if weight <= 1 else 0.0
