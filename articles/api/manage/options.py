"""What a request says beside the document: whether to publish, and what to do with a conflict."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from articles.submission.decision import OnConflict
from cms.http import query_string
from cms.http.problem import BadRequest, FieldError
from cms.http.texts import shown

OPTION_KEYS = frozenset({"then", "on_conflict"})


def publishes(document: Mapping[str, Any]) -> bool:
    """Say whether a document asks to be published; raises `BadRequest` for another wish."""
    then = document.get("then")
    if then not in (None, "publish"):
        message = f"then: “{shown(then)}” is not known here: write publish, or leave it out."
        raise BadRequest(errors=[FieldError("then", "unknown", message)])
    return then == "publish"


def conflict_of(document: Mapping[str, Any], query: Mapping[str, str]) -> str:
    """Return what is to become of a push that meets a person's edits, as the address or the document says."""
    given = {where["on_conflict"] for where in (document, query) if _names_it(where)}
    if len(given) > 1:
        message = "on_conflict: the address and the document say different things: say it once."
        raise BadRequest(errors=[FieldError("on_conflict", "differs", message)])
    return given.pop() if given else OnConflict.HOLD


def _names_it(where: Mapping[str, Any]) -> bool:
    if "on_conflict" not in where:
        return False
    if where["on_conflict"] not in [*OnConflict]:
        message = f"on_conflict: write one of {', '.join(OnConflict)}."
        raise BadRequest(errors=[FieldError("on_conflict", "unknown", message)])
    return True


def query_of(request: HttpRequest, *known: str) -> dict[str, str]:
    """Return the parameters of an address, each given once; raises `BadRequest` for a stranger."""
    pairs, errors = query_string.read(request.META.get("QUERY_STRING", ""))
    found: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            listed = f"known here: {', '.join(known)}." if known else "none is known here."
            message = f"Unknown parameter “{shown(name)}”: {listed}"
            errors.append(FieldError(shown(name), "unknown_parameter", message))
        elif name in found:
            errors.append(FieldError(name, "repeated", f"{name}: give it once."))
        found[name] = value
    if errors:
        raise BadRequest(errors=errors)
    return found
