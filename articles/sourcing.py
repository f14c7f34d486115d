"""The verbs that write sources."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from articles.models import Reference, Source, SourceAlias, SourceKind
from articles.vocabulary_checks import InUse, VocabularyRefused, free_slug, slug_errors
from cms.access.models import User
from cms.http.external_ids import external_id_problems
from cms.http.problem import FieldError, NotFound
from cms.http.texts import address_problem, shown, text_problem
from cms.uuid7 import uuid7

SOURCE_FIELDS = frozenset({"name", "slug", "kind", "homepage", "external_source", "external_id"})
LONGEST_NAME: Final = 200
_LIMITS = {"name": LONGEST_NAME, "homepage": 500, "external_source": 100, "external_id": 300}


@transaction.atomic
def save_source(
    *, values: Mapping[str, Any], by: User | None, source: UUID | None = None
) -> Source:
    """Create a source (`source=None`) or change one, and return it; `values` holds some of `SOURCE_FIELDS`.

    A slug that is given up keeps leading here. Live documents follow in the background. Raises `VocabularyRefused`
    with every problem, `NotFound`.
    """
    row = _locked(source) if source else Source(id=uuid7())
    values = {**values, "slug": values.get("slug") or row.slug or free_slug(SourceAlias, values)}
    _refuse(row, values)
    for name in SOURCE_FIELDS:
        setattr(row, name, values.get(name, getattr(row, name)))
    row.version = row.version + 1 if source else 1
    row.save(force_insert=source is None)
    labels = [SourceAlias(label=label, source=row) for label in (str(row.id), row.slug)]
    SourceAlias.objects.bulk_create(labels, ignore_conflicts=True)
    if SourceAlias.objects.filter(label=row.slug).exclude(source=row).exists():
        # Somebody else took it after we had looked.
        raise VocabularyRefused(errors=slug_errors(row.slug, taken=True))
    return row


def rename_source(*, source: UUID, name: str, by: User | None) -> Source:
    """Give a source another name."""
    return save_source(source=source, values={"name": name}, by=by)


@transaction.atomic
def delete_source(*, source: UUID) -> None:
    """Delete a source that nothing cites; raises `InUse`, `NotFound`."""
    row = _locked(source)
    if Reference.objects.filter(kind="source", thing=source).exists():
        raise InUse("Published articles cite this source: it cannot be deleted.")
    try:
        row.delete()
    except ProtectedError:
        raise InUse("Articles cite this source: it cannot be deleted.") from None


def _locked(source: UUID) -> Source:
    row = Source.objects.select_for_update(of=("self",)).filter(id=source).first()
    if row is None:
        raise NotFound(f"There is no source {source}.")
    return row


def _refuse(row: Source, values: Mapping[str, Any]) -> None:
    errors = [
        FieldError(shown(name), "unknown", f"A source has no field “{shown(name)}”.")
        for name in values.keys() - SOURCE_FIELDS
    ]
    problems = [
        (address_problem if name == "homepage" else text_problem)(name, values[name], limit)
        for name, limit in _LIMITS.items()
        if name in values
    ]
    errors += [problem for problem in problems if problem]
    name = values.get("name", row.name)
    if isinstance(name, str) and not name.strip():
        errors.append(FieldError("name", "missing", "Give the source a name."))
    if values.get("kind", row.kind) not in SourceKind.values:
        errors.append(
            FieldError("kind", "unknown", f"kind: choose one of {', '.join(SourceKind.values)}.")
        )
    errors += slug_errors(values["slug"], taken=_is_taken(values["slug"], row.id))
    errors += _external_errors(row, values) if not errors else []
    if errors:
        raise VocabularyRefused(errors=errors)


def _is_taken(slug: object, source: UUID) -> bool:
    if slug_errors(slug, taken=False):
        return False
    return SourceAlias.objects.filter(label=slug).exclude(source=source).exists()


def _external_errors(row: Source, values: Mapping[str, Any]) -> list[FieldError]:
    origin = values.get("external_source", row.external_source)
    id_ = values.get("external_id", row.external_id)
    if problems := [*external_id_problems(origin, id_)]:
        return problems
    same = Source.objects.filter(external_source=origin, external_id=id_).exclude(id=row.id)
    if id_ and same.exists():
        message = f"external_id: another source is “{id_}” of “{origin}” already."
        return [FieldError("external_id", "taken", message)]
    return []
