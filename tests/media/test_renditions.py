"""The verbs that make renditions: what a crash, a lost original or a storage that is away does to them."""

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from cms import due
from cms.http.problem import Unavailable
from media.intake import attach
from media.library import add_image, describe_image
from media.models import Image, Rendition, RenditionSet
from media.recipes import Recipe, Size
from media.rendition_sweeping import sweep_retired, sweep_strays
from media.renditions import make_due_renditions, make_now
from media.tasks import TASKS
from tests.media.pictures import drawn, path_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]

RECIPE = Recipe("original", Size(320, 240), "jpeg")


@pytest.fixture
def image():
    return add_image(values={}, by=None, content=drawn())


def in_a_week():
    return time_machine.travel(timezone.now() + timedelta(days=8), tick=False)


def content_of(path: str) -> bytes:
    with default_storage.open(path) as file:
        return file.read()


def test_a_set_has_a_file_and_a_row_for_every_recipe(image, store):
    assert make_due_renditions() == 1
    rows = {row.path: row.sha256 for row in Rendition.objects.all()}
    assert store.names() == {image.file.name, *rows}
    assert {sha256(content_of(path)).hexdigest() for path in rows} == set(rows.values())
    assert make_due_renditions() == 0


def test_what_a_crash_left_half_written_is_made_anew(image):
    default_storage.save(path_of(image), ContentFile(b"\xff\xd8 half a pict"))
    row = make_now(image, RECIPE)
    assert sha256(content_of(row.path)).hexdigest() == row.sha256


def test_a_crash_between_file_and_row_leaves_nothing_for_good(image, store):
    make_due_renditions()
    Rendition.objects.all().delete()
    describe_image(image=image.id, values={"credit": "Photo: B. Person"}, by=None)
    with in_a_week():
        assert (sweep_retired(), sweep_strays()) == (1, 12)
    assert store.names() == {image.file.name}


def test_the_files_of_a_live_set_stay(image, store):
    make_due_renditions()
    with in_a_week():
        assert (sweep_retired(), sweep_strays()) == (0, 0)
    assert len(store.names()) == 13


def test_strays_go_only_when_they_are_a_day_old(image, store):
    make_due_renditions()
    RenditionSet.objects.all().delete()
    assert sweep_strays() == 0
    with in_a_week():
        assert sweep_strays() == 12
    assert store.names() == {image.file.name}


def test_another_file_for_an_image_has_addresses_of_its_own(image):
    make_due_renditions()
    attach(image=image.id, content=drawn("red"), by=None)
    make_due_renditions()
    [retired] = RenditionSet.objects.exclude(retired_at=None)
    [present] = RenditionSet.objects.filter(retired_at=None)
    assert (retired.renditions.count(), present.renditions.count()) == (12, 12)


def test_a_lost_original_is_the_machines_fault_and_not_the_pictures(image):
    default_storage.delete(image.file.name)
    with pytest.raises(Unavailable, match="out of reach"):
        make_now(image, RECIPE)
    for _ in range(5):
        RenditionSet.objects.update(due_at=timezone.now())
        make_due_renditions()
    row = RenditionSet.objects.get()
    assert (row.attempts, row.failed_at) == (0, None)
    assert row.due_at > timezone.now() + timedelta(minutes=1)
    assert not Image.objects.get().is_unservable


def test_a_picture_that_cannot_be_developed_is_remembered_and_holds_up_nobody(image):
    broken = add_image(values={}, by=None, content=drawn("red"))
    default_storage.delete(broken.file.name)
    default_storage.save(broken.file.name, ContentFile(b"\x89PNG\r\n\x1a\n"))
    assert make_due_renditions() == 2
    assert Image.objects.get(id=broken.id).is_unservable
    assert RenditionSet.objects.get(image=image).finished_at
    assert make_due_renditions() == 0


def test_a_worker_that_is_told_to_stop_begins_no_further_set(image):
    due.stopping.set()
    try:
        assert make_due_renditions() == 0
    finally:
        due.stopping.clear()
    assert make_due_renditions() == 1


def test_what_is_due_to_the_minute_does_not_wait_for_pictures():
    assert next(task for task in TASKS if task.run is make_due_renditions).is_apart
