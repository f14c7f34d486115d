"""What may be said of an image, and what is wrong with a saying: every fault at once, each with its field."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.dateparse import parse_datetime

from cms.http.external_ids import external_id_problems
from cms.http.problem import FieldError, Refusal
from cms.http.texts import shown, text_problem
from media.darkroom.refusal import FileRefused
from media.disclosure import WRITABLE_TERMS
from media.models import AltOrigin, Determination, Image

TEXT_LIMITS: Final = {
    "title": 200, "credit": 300, "creator": 200, "copyright": 300, "licence": 200, "usage_terms": 1000,
    "ai_system": 100, "external_source": 100, "external_id": 300,
}  # fmt: skip
WORD_LIMITS: Final = {"alt": 1000, "caption": 2000}
MOMENTS: Final = ("captured_at", "rights_expire_at")
DISCLOSURE: Final = ("digital_source_type", "ai_system", "is_illustrative")
IMAGE_FIELDS: Final = frozenset(
    {
        *TEXT_LIMITS, *WORD_LIMITS, *MOMENTS, *DISCLOSURE, "is_decorative", "alt_origin", "determined_by",
        "focal_x", "focal_y",
    }
)  # fmt: skip


class ImageRefused(Refusal):
    """The image cannot be stored as given; `errors` names everything that is wrong with it."""

    status = 400
    code = "image_refused"
    title = "The image was not saved"


def file_refused(refusal: FileRefused) -> ImageRefused:
    """Return the refusal of a file, with its reason at the field `file`."""
    return ImageRefused(errors=[FieldError("file", refusal.code, refusal.message)])


def describe(row: Image, values: Mapping[str, Any]) -> None:
    """Set what is given (some of `IMAGE_FIELDS`), or raise `ImageRefused` with everything that is wrong."""
    if errors := [*_errors(values)] or [*_external_errors(row, values)]:
        raise ImageRefused(errors=errors)
    for name, value in values.items():
        setattr(row, name, _moment(value) if name in MOMENTS else value)


def _errors(values: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in sorted(values.keys() - IMAGE_FIELDS, key=shown):
        yield FieldError(shown(name), "unknown", f"An image has no field “{shown(name)}”.")
    for name, limit in TEXT_LIMITS.items():
        if name in values:
            yield from _text_errors(name, values[name], limit)
    for name, limit in WORD_LIMITS.items():
        yield from _language_errors(name, values.get(name, {}), limit)
    yield from _term_errors(values)
    yield from _focal_errors(values)
    yield from _flag_errors(values)
    yield from _moment_errors(values)


def _text_errors(field: str, value: object, limit: int) -> Iterator[FieldError]:
    if problem := text_problem(field, value, limit, lines=True):
        yield problem


def _language_errors(field: str, texts: object, limit: int) -> Iterator[FieldError]:
    if not isinstance(texts, dict):
        yield FieldError(field, "not_texts", f"{field}: write one text for each language.")
        return
    for language, text in texts.items():
        if language not in settings.NEWSROOM_LANGUAGES:
            message = f"{field}: “{shown(language)}” is not one of this newsroom's languages."
            yield FieldError(field, "unknown", message)
        yield from _text_errors(f"{field}.{shown(language)}", text, limit)


def _term_errors(values: Mapping[str, Any]) -> Iterator[FieldError]:
    term = values.get("digital_source_type", "")
    if term != "" and not (isinstance(term, str) and term in WRITABLE_TERMS):
        message = (
            "digital_source_type: choose a current term of the IPTC Digital Source Type vocabulary."
        )
        yield FieldError("digital_source_type", "unknown", message)
    choices = {"alt_origin": AltOrigin.values, "determined_by": Determination.values}
    for name, words in choices.items():
        if name in values and values[name] not in words:
            message = f"{name}: choose one of {', '.join(filter(None, words))}."
            yield FieldError(name, "unknown", message)


def _focal_errors(values: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in ("focal_x", "focal_y"):
        if name in values and not _is_share(values[name]):
            yield FieldError(name, "outside", f"{name}: write a number from 0 to 1.")


def _is_share(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _flag_errors(values: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in ("is_decorative", "is_illustrative"):
        if name in values and not isinstance(values[name], bool):
            yield FieldError(name, "not_a_flag", f"{name}: write true or false.")


def _external_errors(row: Image, values: Mapping[str, Any]) -> Iterator[FieldError]:
    origin = values.get("external_source", row.external_source)
    id_ = values.get("external_id", row.external_id)
    if problems := [*external_id_problems(origin, id_)]:
        yield from problems
        return
    same = Image.objects.filter(external_source=origin, external_id=id_).exclude(id=row.id)
    if id_ and same.exists():
        message = f"external_id: another image is “{id_}” of “{origin}” already."
        yield FieldError("external_id", "taken", message)


def _moment_errors(values: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in MOMENTS:
        try:
            moment = _moment(values.get(name))
        except ValueError:
            moment = datetime.min  # noqa: DTZ901 - as naive as what was written
        if moment is not None and moment.tzinfo is None:
            message = f"{name}: write a moment with its time zone, such as 2026-05-01T00:00:00Z."
            yield FieldError(name, "no_moment", message)


def _moment(value: Any) -> datetime | None:
    """Return a moment that is given as such or in ISO 8601; raises `ValueError` for anything else."""
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and (found := parse_datetime(value)):
        return found
    raise ValueError
