"""Reads and writes what the newsroom says of itself."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from articles.draft_checks import address_problems, text_problem
from articles.gathering import image_thing
from articles.models import Newsroom
from articles.things import JsonObject
from articles.vocabulary_checks import VocabularyRefused
from cms.access.models import User
from cms.http.problem import FieldError
from media.models import Image
from media.shapes import image_document

NEWSROOM_FIELDS = frozenset({"name", "description", "logo", "policies"})


def newsroom_document(*, language: str) -> JsonObject:
    """Return the API's shape of the newsroom, without its sections."""
    row = Newsroom.objects.select_related("logo").first() or Newsroom()
    logo = row.logo if row.logo and row.logo.killed_at is None else None
    return {
        "name": row.name,
        "description": row.description or None,
        "url": f"{settings.PUBLIC_URL}/",
        "logo": image_document(image_thing(logo), language=language) if logo else None,
        "languages": settings.NEWSROOM_LANGUAGES,
        "policies": row.policies,
    }


@transaction.atomic
def save_newsroom(*, values: Mapping[str, Any], by: User | None) -> Newsroom:
    """Change what the newsroom says of itself (some of `NEWSROOM_FIELDS`); raises `VocabularyRefused`."""
    row = Newsroom.objects.select_for_update(of=("self",)).first() or Newsroom()
    _refuse(values)
    for name in NEWSROOM_FIELDS - {"logo"}:
        setattr(row, name, values.get(name, getattr(row, name)))
    if "logo" in values:
        row.logo = Image.objects.get(id=values["logo"]) if values["logo"] else None
    row.save()
    return row


def _refuse(values: Mapping[str, Any]) -> None:
    errors = [
        FieldError(name, "unknown", f"The newsroom has no field “{name}”.")
        for name in sorted(set(values) - NEWSROOM_FIELDS)
    ]
    texts = [
        text_problem(name, values[name], limit)
        for name, limit in (("name", 150), ("description", 500))
        if name in values
    ]
    errors += [problem for problem in texts if problem]
    if "name" in values and not str(values["name"]).strip():
        errors.append(FieldError("name", "missing", "Give the newsroom a name."))
    if values.get("logo") and not Image.objects.filter(id=values["logo"], killed_at=None).exists():
        errors.append(FieldError("logo", "not_there", "logo: there is no such image."))
    for number, policy in enumerate(values.get("policies", [])):
        field = f"policies.{number}"
        if not isinstance(policy, dict) or set(policy) != {"title", "url"}:
            errors.append(FieldError(field, "invalid", "policies: write a list of {title, url}."))
            continue
        problem = text_problem(f"{field}.title", policy["title"], 150)
        errors += [problem] if problem else []
        errors += address_problems(f"{field}.url", policy["url"], 500)
    if errors:
        raise VocabularyRefused(errors=errors)
