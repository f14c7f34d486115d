"""What may be said of an endpoint: each value read, checked and refused with a sentence."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.conf import settings

from cms.changes.filters import OPERATIONS, TYPES
from cms.changes.label_names import find_labels
from cms.http.outbound_errors import OutboundError
from cms.http.problem import FieldError
from cms.http.reachable import Allowances, check_literal, read_place
from cms.http.texts import shown, text_problem
from cms.http.values import BadValueError, Language
from cms.webhooks.models import Payload

FIELDS: Final = (
    "url", "description", "types", "operations", "tags", "sections", "languages", "payload",
    "is_enabled",
)  # fmt: skip
LISTS: Final = ("types", "operations", "tags", "sections", "languages")
LONGEST_LIST: Final = 100
_DESCRIPTION_CHARACTERS: Final = 200
_WORD_CHARACTERS: Final = 200
_WORDS: Final[Mapping[str, Collection[str]]] = {"types": TYPES, "operations": OPERATIONS}


def read_values(values: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """Return the values as they are stored, and what is wrong with them.

    `tags` and `sections` are slugs, former slugs or ids; ids are stored.
    """
    problems = [
        FieldError(name, "unknown", f"There is no “{shown(name)}”: write {', '.join(FIELDS)}.")
        for name in values
        if name not in FIELDS
    ]
    ready: dict[str, Any] = {}
    for name, value in values.items():
        if name in FIELDS:
            try:
                ready[name] = _READERS[name](name, value)
            except BadValueError as error:
                problems.append(FieldError(name, error.code, f"{name}: {error.message}"))
    return ready, problems


def _url(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadValueError("required", "give the receiver's address, such as https://…/hook.")
    url = value.strip()
    try:
        check_literal(read_place(url), Allowances.read(settings.OUTBOUND_ALLOW))
    except OutboundError as error:
        raise BadValueError(error.code, str(error)) from error
    return url


def _description(name: str, value: Any) -> str:
    if problem := text_problem(name, value, _DESCRIPTION_CHARACTERS):
        raise BadValueError(problem.code, problem.message.removeprefix(f"{name}: "))
    return str(value).strip()


def _words(name: str, value: Any) -> list[str]:
    known = _WORDS[name]
    for word in (words := _texts(value)):
        if word not in known:
            message = f"there is no “{shown(word)}”: write {', '.join(known)}."
            raise BadValueError("unknown", message)
    return sorted(set(words))


def _labels(name: str, value: Any) -> list[str]:
    words, kind = _texts(value), name.removesuffix("s")
    found = find_labels(kind, words)
    for word in words:
        if word not in found:
            raise BadValueError(
                "unknown", f"there is no {kind} “{shown(word)}” that was ever public."
            )
    return sorted({str(id_) for id_ in found.values()})


def _languages(name: str, value: Any) -> list[str]:
    words = {Language().read(word) for word in _texts(value)}
    if unknown := sorted(words.difference(settings.NEWSROOM_LANGUAGES)):
        known = ", ".join(settings.NEWSROOM_LANGUAGES)
        raise BadValueError("unknown", f"“{unknown[0]}” is not one of the newsroom's: {known}.")
    return sorted(words)


def _texts(value: Any) -> Sequence[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise BadValueError("not_a_list", "give a list of words; an empty one means all.")
    if len(value) > LONGEST_LIST:
        raise BadValueError("too_many", f"{len(value)} are too many: {LONGEST_LIST} is the most.")
    for word in value:
        if problem := text_problem("a word", word, _WORD_CHARACTERS):
            raise BadValueError(problem.code, f"“{shown(word)}”: {problem.message}")
    return value


def _payload(name: str, value: Any) -> str:
    if value not in Payload.values:
        raise BadValueError("unknown", f"write {' or '.join(Payload.values)}.")
    return str(value)


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("not_a_flag", "write true or false.")
    return value


_READERS: Final = {
    "url": _url,
    "description": _description,
    "types": _words,
    "operations": _words,
    "tags": _labels,
    "sections": _labels,
    "languages": _languages,
    "payload": _payload,
    "is_enabled": _flag,
}
