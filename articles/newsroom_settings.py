"""The verb that says who publishes here."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.exposure import expose
from articles.models import Newsroom
from articles.vocabulary_checks import VocabularyRefused
from cms.access.models import User
from cms.changes.log import append
from cms.http.problem import FieldError
from cms.http.texts import address_problem, shown, text_problem
from cms.uuid7 import is_id
from media.models import Image

NEWSROOM_FIELDS = frozenset({"name", "description", "logo", "policies"})
_LIMITS = {"name": 150, "description": 500}
_MOST_POLICIES = 50


@transaction.atomic
def describe_newsroom(*, values: Mapping[str, Any], by: User | None) -> Newsroom:
    """Change what is said of the newsroom itself and return its one row; `values` holds some of `NEWSROOM_FIELDS`.

    `policies` is a list of `{"title", "url"}`, given whole; `logo` the id of an image or None.

    Raises `VocabularyRefused` with every problem.
    """
    if errors := [*_problems(values)]:
        raise VocabularyRefused(errors=errors)
    row = Newsroom.objects.select_for_update().filter(id=1).first() or Newsroom()
    before = _logo(row)
    for name, value in values.items():
        setattr(row, "logo_id" if name == "logo" else name, value)
    row.save()
    after = _logo(row)
    if before != after:
        append(changes=expose(shown=after, dropped=before, at=timezone.now()))
    return row


def _logo(row: Newsroom) -> set[tuple[str, str]]:
    """Return the image that the newsroom's own document shows."""
    return {("image", str(row.logo_id))} if row.logo_id else set()


def _problems(values: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in values.keys() - NEWSROOM_FIELDS:
        message = f"The newsroom has no field “{shown(name)}”."
        yield FieldError(shown(name), "unknown", message)
    for name, limit in _LIMITS.items():
        if name in values and (problem := text_problem(name, values[name], limit)):
            yield problem
    if not str(values.get("name", "-")).strip():
        yield FieldError("name", "missing", "Give the newsroom a name.")
    logo = values.get("logo")
    if logo is not None and not _is_image(logo):
        yield FieldError("logo", "not_there", "logo: there is no such image.")
    yield from _policy_problems(values.get("policies", []))


def _is_image(id_: object) -> bool:
    return is_id(id_) and Image.objects.filter(id=str(id_), killed_at=None).exists()


def _policy_problems(policies: object) -> Iterator[FieldError]:
    if not isinstance(policies, list) or len(policies) > _MOST_POLICIES:
        message = f"policies: write a list of at most {_MOST_POLICIES}."
        yield FieldError("policies", "not_policies", message)
        return
    for number, policy in enumerate(policies):
        field = f"policies.{number}"
        if (
            not isinstance(policy, dict)
            or set(policy) != {"title", "url"}
            or not all(policy.values())
        ):
            yield FieldError(field, "invalid", f"{field}: write {{title: text, url: address}}.")
            continue
        if problem := text_problem(f"{field}.title", policy["title"], 150):
            yield problem
        if problem := address_problem(f"{field}.url", policy["url"], 500):
            yield problem
