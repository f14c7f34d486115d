"""The one way in for picture files: admin, commands, importers and the API call `take_in` or `attach_file`.

A file is received, decoded in a child process, moved to its place, and only then is there a row: a refused file leaves
nothing, and a crash leaves at most a file that nobody knows, which the sweep removes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from cms.access.models import User
from cms.http.problem import FieldError, NotFound, Unavailable
from cms.locks import advisory_lock
from cms.uuid7 import uuid7
from media.credential_states import Credentials
from media.darkroom.inspection import Inspection
from media.darkroom.pool import credentials_of, inspect_file
from media.darkroom.refusal import FileRefused
from media.description import ImageRefused, describe, file_refused
from media.incoming import Content, Received, received
from media.learning import learn_from_credit, learn_from_file
from media.likenesses import lookalikes, with_same_bytes
from media.models import Determination, Image
from media.originals import SUFFIXES, incoming_folder, original_name, place
from media.renditions import plan_renditions


class Taken(NamedTuple):
    """An image and how it came: `is_new` is false when these very bytes were there already, and nothing was stored.

    `duplicates` are other images with the same bytes, then those that look the same; `remarks` are sentences for the
    person who uploaded, on what of the file's metadata was left out or stronger than what was typed.
    """

    image: Image
    is_new: bool = True
    duplicates: tuple[Image, ...] = ()
    remarks: tuple[str, ...] = ()


class Prepared(NamedTuple):
    """A picture whose file is in its place and that no row knows yet; `known` have the same bytes."""

    row: Image
    known: tuple[Image, ...] = ()
    duplicates: tuple[Image, ...] = ()
    remarks: tuple[str, ...] = ()


def take_in(
    *,
    content: Content,
    filename: str,
    values: Mapping[str, Any],
    by: User | None,
    allow_duplicate: bool = False,
) -> Taken:
    """Store a picture with what is said of it (some of `media.description.IMAGE_FIELDS`) and what its file says.

    The same bytes again are not stored: the image that has them is returned as it is, unless `allow_duplicate` asks
    for a second record on them. Raises `ImageRefused` with a sentence and stores nothing then; `Unavailable` when
    no decoder can be started.
    """
    prepared = prepare(
        content=content, filename=filename, values=values, by=by, allow_duplicate=allow_duplicate
    )
    if prepared.known and not allow_duplicate:
        return _there_already([*prepared.known])
    return settle(prepared, allow_duplicate=allow_duplicate)


def prepare(
    *,
    content: Content,
    filename: str,
    values: Mapping[str, Any],
    by: User | None,
    allow_duplicate: bool = False,
) -> Prepared:
    """Do the part of `take_in` that takes long and needs no transaction; `settle` does the rest.

    Nobody who never settles it has to clear away: the sweep does.
    """
    row = Image(id=uuid7())
    describe(row, values)  # Before the file is looked at: a slip in a value costs nothing.
    stand_behind(row, values, by)
    with _receiving(content) as file:
        known = _known(file.sha256)
        if known and not allow_duplicate:
            return Prepared(row, tuple(known))
        found = inspect_file(file.path)
        credentials = credentials_of(file.path, anchors=settings.C2PA_TRUST_ANCHORS)
        remarks = _learn(row, file, found, credentials, values)
        row.title = row.title or _title(filename)
        duplicates = (*known, *lookalikes(found["perceptual_hash"], but=file.sha256))
        place(file.path, original_name(file.sha256, found["format"]))
    return Prepared(row, tuple(known), duplicates, tuple(remarks))


def settle(prepared: Prepared, *, allow_duplicate: bool = True) -> Taken:
    """Make a prepared picture known: the short transaction, or a part of the caller's."""
    row = prepared.row
    with _settling(row):
        known = _known(row.sha256)  # Somebody may have sent the same at the same time.
        if known and not allow_duplicate:
            return _there_already(known)
        row.save(force_insert=True)
        plan_renditions(row)
    return Taken(row, True, prepared.duplicates, prepared.remarks)


def settle_file(*, image: UUID, prepared: Prepared) -> Taken:
    """Give an image the file of a prepared picture, as a part of the caller's transaction; raises as `attach_file`."""
    file = prepared.row
    with _settling(Image(id=image, file=file.file.name, sha256=file.sha256)):
        row = _existing(
            Image.objects.select_for_update(of=("self",)).filter(id=image).first(), image
        )
        for name in _OF_THE_FILE:
            setattr(row, name, getattr(file, name))
        remarks = learn_from_file(row, file.findings["file"], file.content_credentials)
        learn_from_credit(row)
        row.is_unservable = False
        row.version += 1
        row.save()
        plan_renditions(row)
    return Taken(row, True, prepared.duplicates, tuple(dict.fromkeys(remarks)))


def attach_file(*, image: UUID, content: Content, by: User | None, filename: str = "") -> Image:
    """Give an image the file that was awaited, or another file, and return it; what the file says fills what is empty.

    Raises `ImageRefused`, `NotFound`, `Unavailable`, and changes nothing then.
    """
    return attach(image=image, content=content, by=by, filename=filename).image


def attach(*, image: UUID, content: Content, by: User | None, filename: str = "") -> Taken:
    """Do what `attach_file` does and return also duplicates and remarks."""
    _existing(Image.objects.filter(id=image).first(), image)
    with _receiving(content) as file:
        known = [other for other in _known(file.sha256) if other.id != image]
        found = inspect_file(file.path)
        credentials = credentials_of(file.path, anchors=settings.C2PA_TRUST_ANCHORS)
        duplicates = lookalikes(found["perceptual_hash"], but=file.sha256)
        name = original_name(file.sha256, found["format"])
        place(file.path, name)
        with _settling(Image(id=image, file=name, sha256=file.sha256)):
            rows = Image.objects.select_for_update(of=("self",)).filter(id=image)
            row = _existing(rows.first(), image)
            remarks = _learn(row, file, found, credentials, {})
            row.is_unservable = False
            row.version += 1
            row.save()
            plan_renditions(row)
    others = [other for other in duplicates if other.id != image]
    return Taken(row, True, (*known, *others), tuple(remarks))


def _existing(row: Image | None, image: UUID) -> Image:
    if row is None:
        raise NotFound(f"There is no image {image}.")
    if row.killed_at:
        raise ImageRefused("This image was killed: it takes no file any more. Add another image.")
    return row


def stand_behind(row: Image, values: Mapping[str, Any], by: User | None) -> None:
    """Note that a person said how the image was made, unless the caller says how else it is known."""
    if by and values.get("digital_source_type") and "determined_by" not in values:
        row.determined_by = Determination.EDITOR
        row.confirmed_by, row.confirmed_at = by, timezone.now()


@contextmanager
def _receiving(content: Content) -> Iterator[Received]:
    try:
        with received(content, folder=incoming_folder()) as file:
            if not file.byte_count:
                raise FileRefused("empty", "The file is empty: choose it again.")
            yield file
    except FileRefused as refusal:
        raise file_refused(refusal) from None


def _known(sha256: str) -> list[Image]:
    known = with_same_bytes(sha256)
    if any(image.killed_at for image in known):
        message = "This very picture was killed: it may not be shown any more."
        raise ImageRefused(errors=[FieldError("file", "killed", message)])
    return known


def _there_already(known: list[Image]) -> Taken:
    first, *others = known
    return Taken(first, False, tuple(others), ("This very file is in the library already.",))


def _learn(
    row: Image,
    file: Received,
    found: Inspection,
    credentials: Credentials,
    values: Mapping[str, Any],
) -> list[str]:
    """Set all that the file itself determines, and fill what is empty from what it says; `values` are given with it."""
    row.file.name = original_name(file.sha256, found["format"])
    row.sha256, row.byte_count = file.sha256, file.byte_count
    row.format = SUFFIXES[found["format"]]
    row.width, row.height = found["width"], found["height"]
    row.perceptual_hash = found["perceptual_hash"]
    row.thumbhash, row.dominant_color = found["thumbhash"], found["dominant_color"]
    remarks = learn_from_file(row, found["metadata"], credentials._asdict())
    learn_from_credit(row, values)
    return remarks


_OF_THE_FILE = (
    "file", "sha256", "byte_count", "format", "width", "height", "perceptual_hash", "thumbhash", "dominant_color",
)  # fmt: skip


@contextmanager
def _settling(row: Image) -> Iterator[None]:
    """Run the transaction that makes a stored file known; the sweep keeps its hands off the file meanwhile."""
    with transaction.atomic():
        advisory_lock(f"original:{row.sha256}", shared=False)
        if not default_storage.exists(str(row.file.name)):
            raise Unavailable("The file was cleared away at this very moment: send it again.")
        yield


def _title(filename: str) -> str:
    """Return the file's name without folders and suffix, which is how editors look for it."""
    name = filename.replace("\\", "/").rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return "".join(letter for letter in stem if letter.isprintable())[:200]
