"""The verbs that write images: add, await, attach a file, describe, confirm, kill."""

import hashlib
import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from PIL import Image as Picture
from PIL import UnidentifiedImageError

from cms.access.models import User
from cms.http.problem import FieldError, NotFound, Refusal
from cms.http.texts import shown, text_problem
from cms.locks import advisory_lock
from cms.uuid7 import uuid7
from media.disclosure import WRITABLE_TERMS
from media.models import AltOrigin, Determination, Image
from media.models.image import original_path
from media.renditions import plan_renditions

IMAGE_FIELDS = frozenset(
    {
        "title", "alt", "caption", "is_decorative", "alt_origin", "credit", "creator", "copyright", "licence",
        "usage_terms", "digital_source_type", "ai_system", "is_illustrative", "determined_by", "focal_x", "focal_y",
        "external_source", "external_id",
    }
)  # fmt: skip
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
MOST_BYTES = 50_000_000
MOST_PIXELS = 100_000_000
_TEXT_LIMITS = {
    "title": 200, "credit": 300, "creator": 200, "copyright": 300, "licence": 200, "usage_terms": 1000,
    "ai_system": 100, "external_source": 100, "external_id": 300,
}  # fmt: skip
_WORD_LIMITS = {"alt": 1000, "caption": 2000}


class ImageRefused(Refusal):
    """The image cannot be stored as given; `errors` names everything that is wrong with it."""

    status = 400
    code = "image_refused"
    title = "The image was not saved"


def add_image(
    *, values: Mapping[str, Any], by: User | None, content: bytes | None = None, filename: str = ""
) -> Image:
    """Store an image, or the record of one whose file is still awaited (`content=None`), and return it.

    `values` holds some of `IMAGE_FIELDS`. Raises `ImageRefused` and stores nothing then.
    """
    row = Image(id=uuid7())
    _describe(row, values)
    if content is None:
        row.save(force_insert=True)
        return row
    _measure(row, content)
    with transaction.atomic():
        _store(row, content)
        row.save(force_insert=True)
        plan_renditions(row)
    return row


def attach_file(*, image: UUID, content: bytes, by: User | None) -> Image:
    """Give an image the file that was awaited, or another file, and return it. Raises `ImageRefused`, `NotFound`."""
    measured = Image(id=image)
    _measure(measured, content)
    with transaction.atomic():
        row = _locked(image)
        for name in ("sha256", "format", "width", "height", "byte_count"):
            setattr(row, name, getattr(measured, name))
        _store(row, content)
        row.is_unservable = False
        row.version += 1
        row.save()
        plan_renditions(row)
    return row


@transaction.atomic
def describe_image(*, image: UUID, values: Mapping[str, Any], by: User | None) -> Image:
    """Change what is said of an image (some of `IMAGE_FIELDS`); live documents follow in the background.

    A person who says how it was made, or `confirm_disclosure`, confirms it. Raises `ImageRefused`, `NotFound`.
    """
    row = _locked(image)
    before = (row.digital_source_type, row.ai_system, row.is_illustrative)
    _describe(row, values)
    if by and before != (row.digital_source_type, row.ai_system, row.is_illustrative):
        row.determined_by = values.get("determined_by", Determination.EDITOR)
        row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.version += 1
    row.save()
    plan_renditions(row)
    return row


@transaction.atomic
def confirm_disclosure(*, image: UUID, by: User) -> Image:
    """Note that a person stands behind how the image is said to have been made; raises `NotFound`, `ImageRefused`."""
    row = _locked(image)
    if not row.digital_source_type:
        raise ImageRefused(
            "Nobody has said how this image was made: set its digital source type first."
        )
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.version += 1
    row.save()
    return row


@transaction.atomic
def kill_image(*, image: UUID, by: User | None) -> Image:
    """Take an image out of everything for good: its file answers 410 and documents are rebuilt without it."""
    row = _locked(image)
    row.killed_at = row.killed_at or timezone.now()
    row.is_public = False
    row.version += 1
    row.save()
    return row


@transaction.atomic
def discard_unused_original(*, content: bytes) -> None:
    """Delete the stored file with these bytes unless an image has it; for who took a transaction back."""
    digest = hashlib.sha256(content).hexdigest()
    # Who stores the same bytes meanwhile shares this lock until its row is there to be seen.
    advisory_lock(f"original:{digest}", shared=False)
    if Image.objects.filter(sha256=digest).exists():
        return
    for suffix in FORMATS.values():
        default_storage.delete(original_path(Image(sha256=digest), f"picture.{suffix}"))


def _locked(image: UUID) -> Image:
    row = Image.objects.select_for_update(of=("self",)).filter(id=image).first()
    if row is None:
        raise NotFound(f"There is no image {image}.")
    return row


def _describe(row: Image, values: Mapping[str, Any]) -> None:
    """Set what is given, or raise `ImageRefused` with everything that is wrong."""
    errors = [
        FieldError(shown(name), "unknown", f"An image has no field “{shown(name)}”.")
        for name in values.keys() - IMAGE_FIELDS
    ]
    errors += [
        error
        for name, limit in _TEXT_LIMITS.items()
        if name in values
        for error in _text_errors(name, values[name], limit)
    ]
    for name, limit in _WORD_LIMITS.items():
        errors += _language_errors(name, values.get(name, {}), limit)
    errors += _term_errors(values) + _focal_errors(values) + _flag_errors(values)
    errors = errors or _external_errors(row, values)
    if errors:
        raise ImageRefused(errors=errors)
    for name, value in values.items():
        setattr(row, name, value)


def _text_errors(field: str, value: object, limit: int) -> list[FieldError]:
    problem = text_problem(field, value, limit, lines=True)
    return [problem] if problem else []


def _language_errors(field: str, texts: object, limit: int) -> list[FieldError]:
    if not isinstance(texts, dict):
        return [FieldError(field, "not_texts", f"{field}: write one text for each language.")]
    errors = [
        FieldError(
            field,
            "unknown",
            f"{field}: “{shown(language)}” is not one of this newsroom's languages.",
        )
        for language in texts
        if language not in settings.NEWSROOM_LANGUAGES
    ]
    return errors + [
        error
        for language, text in texts.items()
        for error in _text_errors(f"{field}.{language}", text, limit)
    ]


def _term_errors(values: Mapping[str, Any]) -> list[FieldError]:
    errors = []
    term = values.get("digital_source_type", "")
    if term != "" and not (isinstance(term, str) and term in WRITABLE_TERMS):
        message = (
            "digital_source_type: choose a current term of the IPTC Digital Source Type vocabulary."
        )
        errors.append(FieldError("digital_source_type", "unknown", message))
    for name, choices in (
        ("alt_origin", AltOrigin.values),
        ("determined_by", Determination.values),
    ):
        if name in values and values[name] not in choices:
            errors.append(
                FieldError(
                    name, "unknown", f"{name}: choose one of {', '.join(filter(None, choices))}."
                )
            )
    return errors


def _focal_errors(values: Mapping[str, Any]) -> list[FieldError]:
    return [
        FieldError(name, "outside", f"{name}: write a number from 0 to 1.")
        for name in ("focal_x", "focal_y")
        if name in values and not _is_share(values[name])
    ]


def _is_share(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _flag_errors(values: Mapping[str, Any]) -> list[FieldError]:
    return [
        FieldError(name, "not_a_flag", f"{name}: write true or false.")
        for name in ("is_decorative", "is_illustrative")
        if name in values and not isinstance(values[name], bool)
    ]


def _external_errors(row: Image, values: Mapping[str, Any]) -> list[FieldError]:
    origin = values.get("external_source", row.external_source)
    id_ = values.get("external_id", row.external_id)
    if bool(origin) != bool(id_):
        message = "Give external_source and external_id together, or neither."
        return [FieldError("external_id", "incomplete", message)]
    same = Image.objects.filter(external_source=origin, external_id=id_).exclude(id=row.id)
    if id_ and same.exists():
        message = f"external_id: another image is “{id_}” of “{origin}” already."
        return [FieldError("external_id", "taken", message)]
    return []


def _measure(row: Image, content: bytes) -> None:
    """Decode the picture, so that what is stored is one, and note its measures; raises `ImageRefused`."""
    if not content:
        raise ImageRefused("The file is empty.")
    if len(content) > MOST_BYTES:
        raise ImageRefused(f"The file has {len(content):,} bytes; at most {MOST_BYTES:,} fit.")
    try:
        with Picture.open(io.BytesIO(content), formats=[*FORMATS]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ImageRefused(
                    f"The picture has more than {MOST_PIXELS:,} pixels: make it smaller."
                )
            picture.load()
            row.format, (row.width, row.height) = FORMATS[str(picture.format)], _upright(picture)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Picture.DecompressionBombError,
    ):
        raise ImageRefused(
            "This is no complete JPEG, PNG, WebP, AVIF or GIF picture: export it again."
        ) from None
    row.sha256, row.byte_count = hashlib.sha256(content).hexdigest(), len(content)


def _upright(picture: Picture.Image) -> tuple[int, int]:
    """Return the size as the camera held it: orientations 5 to 8 lie on their side (EXIF 2.32, tag 274)."""
    width, height = picture.size
    return (height, width) if picture.getexif().get(274) in {5, 6, 7, 8} else (width, height)


def _store(row: Image, content: bytes) -> None:
    """Put the file where its digest says; the same bytes are stored once. Call it inside a transaction."""
    advisory_lock(f"original:{row.sha256}", shared=True)
    name = row._meta.get_field("file").generate_filename(row, f"picture.{row.format}")
    storage = row.file.storage
    row.file.name = name if storage.exists(name) else storage.save(name, ContentFile(content))
