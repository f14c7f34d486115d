"""The verbs that make renditions: in the background after an upload, or at once for the first who asks."""

import logging
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from cms import due
from cms.http.problem import Unavailable
from cms.leases import Policy, claim, finish, set_aside, work_through
from media.darkroom.development import Wanted
from media.darkroom.pool import develop_file
from media.darkroom.refusal import FileRefused
from media.incoming import PREFIX
from media.inputs import digest_of, packet_of
from media.models import Image, Rendition, RenditionSet
from media.originals import incoming_folder, place
from media.recipes import RATIOS, Recipe, Size, recipes, rendition_path
from media.signing import signing

logger = logging.getLogger(__name__)

POLICY = Policy(lease=timedelta(minutes=3), max_attempts=3)
# How long somebody who asks first waits for whoever is making the same file.
PATIENCE_SECONDS = 8.0
_STEP_SECONDS = 0.1
# How long a set rests when the storage does not answer.
REST = timedelta(minutes=2)


def plan_renditions(image: Image) -> None:
    """Make the set of an image's present description due, and retire the others. Call it in a transaction."""
    if not image.file:
        return
    digest = digest_of(image)
    now = timezone.now()
    RenditionSet.objects.bulk_create(
        [RenditionSet(image=image, digest=digest, due_at=now)], ignore_conflicts=True
    )
    image.rendition_sets.filter(digest=digest).update(retired_at=None)
    others = image.rendition_sets.exclude(digest=digest).filter(retired_at=None)
    others.update(retired_at=now, due_at=None)


def make_due_renditions() -> int:
    """Make every set that is due, until the worker is told to stop, and return how many were tried."""
    waiting = RenditionSet.objects.select_related("image").filter(
        image__killed_at=None, retired_at=None
    )
    tried = 0
    while not due.stopping.is_set() and work_through(waiting, _make_set, POLICY, limit=1):
        tried += 1
    return tried


def make_now(image: Image, recipe: Recipe) -> Rendition:
    """Return a rendition that somebody asks for before its turn; two who ask at once make one file.

    Raises `FileRefused` for a source that cannot be developed, `Unavailable` when others take too long over it.
    """
    path = rendition_path(image.sha256, recipe, digest_of(image))
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := Rendition.objects.filter(path=path).first():
            return found
        row = _present_set(image)
        if row.failed_at:
            raise FileRefused("unservable", row.last_error)
        if row.due_at and row.due_at > timezone.now() and not row.claimed_until:
            break  # It rests after a failure: whoever asks need not wait for that.
        if made := _claimed_alone(row, image, recipe):
            return made
        time.sleep(_STEP_SECONDS)
    raise Unavailable("This picture is being made: try again in a moment.", retry_after=2)


def _present_set(image: Image) -> RenditionSet:
    """Return the set of an image's present description, planned now if nobody has."""
    digest = digest_of(image)
    for row in RenditionSet.objects.filter(image=image, digest=digest):
        return row
    with transaction.atomic():
        plan_renditions(image)
    return RenditionSet.objects.get(image=image, digest=digest)


def _claimed_alone(row: RenditionSet, image: Image, recipe: Recipe) -> Rendition | None:
    """Make one file under the set's lease; None when somebody else holds it."""
    rows = RenditionSet.objects.select_related("image").filter(pk=row.pk)
    if row.due_at is None:
        # The set was finished without this file (a crash between file and row): it is due again.
        rows.filter(due_at=None).update(due_at=timezone.now())
    claimed = claim(rows, POLICY)
    if not claimed:
        return None
    try:
        with _local(image) as original:
            return _make(claimed[0], [recipe], original)[0]
    finally:
        # The rest of the set stays due for the worker; this attempt was not one of its own.
        _give_back(claimed[0])


def _give_back(row: RenditionSet, **columns: Any) -> None:
    """Leave a claimed set to whoever comes next; the attempt does not count."""
    ours = RenditionSet.objects.filter(pk=row.pk, claim_token=row.claim_token)
    ours.update(claim_token=None, claimed_until=None, attempts=F("attempts") - 1, **columns)


def _make_set(row: RenditionSet) -> None:
    image = row.image
    if row.digest != digest_of(image) or not image.file:
        finish(row)  # The description has moved on, and another set with it.
        return
    try:
        with _local(image) as original:
            for ratio in RATIOS:
                _make(row, [one for one in _recipes(image) if one.ratio == ratio], original)
    except FileRefused as refusal:
        with transaction.atomic():
            Image.objects.filter(pk=image.pk).update(is_unservable=True, version=F("version") + 1)
            set_aside(row, refusal.message)
        return
    except (Unavailable, OSError):
        # The machine or the storage is at fault, not the picture: it is never given up for that.
        logger.exception("The renditions of image %s are put off", image.pk)
        _give_back(row, due_at=timezone.now() + REST)
        return
    with transaction.atomic():
        finish(row, finished_at=timezone.now())
        # Its public document lists the finished files.
        Image.objects.filter(pk=image.pk).update(version=F("version") + 1)


def _recipes(image: Image) -> Iterator[Recipe]:
    return recipes(Size(image.width or 1, image.height or 1))


def _make(row: RenditionSet, wanted: Sequence[Recipe], original: Path) -> list[Rendition]:
    """Make the files of some recipes that are not there yet, and their rows; returns all of the rows."""
    image = row.image
    paths = {rendition_path(image.sha256, one, row.digest): one for one in wanted}
    there = {one.path: one for one in Rendition.objects.filter(path__in=paths)}
    missing = {path: one for path, one in paths.items() if path not in there}
    if missing:
        made = _develop(image, missing, original)
        rows = [_row(row, path, missing[path], *facts) for path, facts in made.items()]
        # The row follows the file, should two have made it after all: the last one's stands.
        Rendition.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["byte_count", "sha256"],
        )
        there |= {one.path: one for one in Rendition.objects.filter(path__in=missing)}
    return [there[path] for path in paths]


def _develop(
    image: Image, missing: dict[str, Recipe], original: Path
) -> dict[str, tuple[int, str]]:
    """Make files and store them; returns the bytes and SHA-256 of each path."""
    waiting = incoming_folder()
    waiting.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=PREFIX, dir=waiting) as folder:
        wanted = {_wanted(one): path for path, one in missing.items()}
        outs = {one: Path(folder) / f"{number}" for number, one in enumerate(wanted)}
        made = develop_file(
            original,
            outs,
            focal_point=(image.focal_x, image.focal_y),
            packet=packet_of(image),
            signing=_signing(image),
        )
        facts = {}
        for one in made:
            recipe = Wanted(*one["recipe"])
            place(outs[recipe], wanted[recipe])
            facts[wanted[recipe]] = (int(one["bytes"]), str(one["sha256"]))
        return facts


def _signing(image: Image) -> dict[str, str] | None:
    found = signing()
    return {**found._asdict(), "title": str(image.id)} if found else None


def _wanted(recipe: Recipe) -> Wanted:
    return Wanted(recipe.ratio, recipe.size.width, recipe.size.height, recipe.format)


@contextmanager
def _local(image: Image) -> Iterator[Path]:
    """Yield the original as a local file, wherever it is stored; one that is missing is not the picture's fault."""
    name = str(image.file.name)
    if not default_storage.exists(name):
        logger.error("The original of image %s is missing: %s", image.id, name)
        raise Unavailable("The original of this picture is out of reach: try again later.")
    if isinstance(default_storage, FileSystemStorage):
        yield Path(default_storage.path(name))
        return
    with TemporaryDirectory(prefix="original-") as folder:
        copy = Path(folder) / "original"
        with default_storage.open(name) as content, copy.open("wb") as out:
            shutil.copyfileobj(content, out)
        yield copy


def _row(row: RenditionSet, path: str, recipe: Recipe, byte_count: int, sha256: str) -> Rendition:
    return Rendition(
        set=row,
        path=path,
        ratio=recipe.ratio,
        format=recipe.format,
        width=recipe.size.width,
        height=recipe.size.height,
        byte_count=byte_count,
        sha256=sha256,
    )


def unplanned_images() -> list[Image]:
    """Return some images with a file and no present set: those stored before there were renditions."""
    planned = RenditionSet.objects.filter(retired_at=None).values("image")
    rows = Image.objects.filter(~Q(file=""), killed_at=None, is_unservable=False).exclude(
        pk__in=planned
    )
    return list(rows.order_by("pk")[:100])


def plan_unplanned() -> int:
    """Plan the sets of images that have none, and return how many."""
    images = unplanned_images()
    for image in images:
        with transaction.atomic():
            plan_renditions(image)
    return len(images)
