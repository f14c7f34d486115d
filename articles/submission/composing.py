"""From a submission whose pointers are known to the changes that the verbs take."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from articles.content import Content
from articles.submission.bodies import Warned, read_body
from articles.submission.document import Submission
from articles.submission.pointers import Pointer
from cms.http.problem import FieldError

Known = Mapping[Pointer, str]


class Composed(NamedTuple):
    """What is to be written (some of `articles.content.Content`), what was left out, and what is wrong."""

    changes: dict[str, Any]
    warnings: tuple[Warned, ...]
    problems: list[FieldError]


def compose(
    submission: Submission,
    known: Known,
    *,
    article: UUID,
    before: Content | None,
    addresses: Mapping[str, str],
) -> Composed:
    """Return the changes that a submission means; `known` has the id of everything that it points to.

    `before` is the article's content now: citations and corrections that are sent without ids keep those that they
    have there. `addresses` maps addresses of pictures to the images that stand for them in the body.
    """
    problems = [
        FieldError(name, "not_there", f"{name}: there is no {pointer.target.value} “{pointer}”.")
        for pointer, name in submission.pointers.items()
        if pointer not in known
    ]
    if problems:
        return Composed({}, (), problems)
    changes = {name: _resolved(value, known) for name, value in submission.fields.items()}
    _once(changes)
    for name in ("citations", "corrections"):
        if name in changes:
            changes[name] = _with_ids(changes[name], [*before[name]] if before else [], article)
    if not submission.has_body:
        return Composed(changes, (), [])
    sent = read_body(submission.body, submission.body_format, images=addresses)
    changes["body"] = sent.html
    return Composed(changes, sent.warnings, [sent.problem] if sent.problem else [])


def _resolved(value: Any, known: Known) -> Any:
    if isinstance(value, Pointer):
        return known[value]
    if isinstance(value, list):
        return [_resolved(one, known) for one in value]
    if isinstance(value, dict):
        return {name: _resolved(one, known) for name, one in value.items()}
    return value


def _once(changes: dict[str, Any]) -> None:
    """Name each tag once: two names may turn out to mean one tag."""
    for name in ("tags", "pins"):
        if isinstance(changes.get(name), list):
            changes[name] = [*dict.fromkeys(changes[name])]


def _with_ids(items: list[dict[str, Any]], there: list[Any], article: UUID) -> list[dict[str, Any]]:
    """Give an id to each item without one: that of the same item as it is there, else one made from what it says."""
    own = {_said(one, 0): one["id"] for one in reversed(there)}
    seen: dict[str, int] = {}
    found = []
    for one in items:
        said = _said(one, 0)
        seen[said] = seen.get(said, 0) + 1
        made = str(uuid5(article, _said(one, seen[said] - 1)))
        id_ = one["id"] or (own.get(said, made) if seen[said] == 1 else made)
        found.append({**one, "id": id_})
    return found


def _said(item: Mapping[str, Any], number: int) -> str:
    said = {name: value for name, value in item.items() if name != "id"}
    return f"{json.dumps(said, sort_keys=True, ensure_ascii=True, default=str)}#{number}"
