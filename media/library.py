"""The verbs that write images, beside `media.intake`: add, describe, confirm, override, kill, discard."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from cms.access.models import User
from cms.http.problem import FieldError, NotFound, Refusal
from cms.http.texts import text_problem
from cms.locks import advisory_lock
from cms.uuid7 import uuid7
from media.darkroom.sniffing import MOST_BYTES
from media.description import DISCLOSURE, IMAGE_FIELDS, ImageRefused, describe
from media.disclosure import is_ai
from media.intake import (
    Prepared,
    Taken,
    attach_file,
    prepare,
    settle,
    settle_file,
    stand_behind,
    take_in,
)
from media.learning import claimed_term, learn_from_credit
from media.models import Determination, DisclosureOverride, Image
from media.originals import SUFFIXES, original_name
from media.renditions import plan_renditions

__all__ = [
    "IMAGE_FIELDS",
    "MOST_BYTES",
    "ImageRefused",
    "OverrideRefused",
    "Prepared",
    "Taken",
    "add_image",
    "attach_file",
    "confirm_disclosure",
    "describe_image",
    "discard_unused_original",
    "kill_image",
    "override_disclosure",
    "prepare",
    "settle",
    "settle_file",
]
_LONGEST_REASON = 1000


class OverrideRefused(Refusal):
    """Only somebody with the permission may say that an image is not AI although its file says so."""

    status = 403
    code = "override_refused"
    title = "The image stays marked as AI"


def add_image(
    *, values: Mapping[str, Any], by: User | None, content: bytes | None = None, filename: str = ""
) -> Image:
    """Store an image, or the record of one whose file is still awaited (`content=None`), and return it.

    `values` holds some of `IMAGE_FIELDS`; the same bytes may be stored again under a second record (`take_in` asks).
    Raises `ImageRefused` and stores nothing then.
    """
    if content is not None:
        taken = take_in(
            content=content, filename=filename, values=values, by=by, allow_duplicate=True
        )
        return taken.image
    row = Image(id=uuid7())
    describe(row, values)
    stand_behind(row, values, by)
    learn_from_credit(row, values)
    row.save(force_insert=True)
    return row


@transaction.atomic
def describe_image(*, image: UUID, values: Mapping[str, Any], by: User | None) -> Image:
    """Change what is said of an image (some of `IMAGE_FIELDS`); live documents follow in the background.

    A person who says how it was made, or `confirm_disclosure`, confirms it. Raises `ImageRefused`, `NotFound`.
    """
    row = _locked(image)
    before = _disclosure(row)
    describe(row, values)
    claim = claimed_term(row)
    if claim and is_ai(before[0]) and not is_ai(row.digital_source_type):
        message = (
            "The file itself says that AI made it: only a person with the permission may override it with a reason, "
            "on the image's page in the admin."
        )
        raise ImageRefused(errors=[FieldError("digital_source_type", "file_says_ai", message)])
    _finish_description(row, values, before, by)
    return row


@transaction.atomic
def override_disclosure(*, image: UUID, values: Mapping[str, Any], reason: str, by: User) -> Image:
    """Describe an image against what its file says of AI, with a reason that is kept.

    Needs the permission `media.override_disclosure`. Raises `OverrideRefused`, `ImageRefused`, `NotFound`.
    """
    if not by.has_perm("media.override_disclosure"):
        raise OverrideRefused(
            "The file itself says that AI made it: ask somebody who may override that."
        )
    if problem := text_problem("reason", reason, _LONGEST_REASON, lines=True):
        raise ImageRefused(errors=[problem])
    if not (reason := reason.strip()):
        raise ImageRefused(errors=[FieldError("reason", "missing", "Write a reason: it is kept.")])
    row = _locked(image)
    before = _disclosure(row)
    describe(row, values)
    DisclosureOverride.objects.create(
        image=row,
        by=by,
        at=timezone.now(),
        reason=reason,
        from_term=before[0],
        to_term=row.digital_source_type,
    )
    _finish_description(row, values, before, by)
    return row


@transaction.atomic
def confirm_disclosure(*, image: UUID, by: User | None) -> Image:
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
    for format_ in SUFFIXES:
        default_storage.delete(original_name(digest, format_))


def _locked(image: UUID) -> Image:
    row = Image.objects.select_for_update(of=("self",)).filter(id=image).first()
    if row is None:
        raise NotFound(f"There is no image {image}.")
    return row


def _disclosure(row: Image) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in DISCLOSURE)


def _finish_description(
    row: Image, values: Mapping[str, Any], before: tuple[Any, ...], by: User | None
) -> None:
    said = _disclosure(row)
    if said != before:
        row.confirmed_by = row.confirmed_at = None  # It was another saying that was stood behind.
    if said != before and by:
        row.determined_by = values.get("determined_by", Determination.EDITOR)
        row.confirmed_by, row.confirmed_at = by, timezone.now()
    if "credit" in values or is_ai(values.get("digital_source_type", "")):
        learn_from_credit(row, values)
    row.version += 1
    row.save()
    plan_renditions(row)
