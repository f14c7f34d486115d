"""Files that no image has go after a day; nothing else does."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from media.intake import take_in
from media.models import Image
from media.originals import incoming_folder
from media.sweeping import FOLDERS, sweep_incoming, sweep_next, sweep_originals
from media.tasks import TASKS
from tests.media.hostile_files import jpeg

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(hours=25)


@pytest.fixture
def uploads(tmp_path, settings) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def image():
    return take_in(content=jpeg(), filename="x.jpg", values={}, by=None).image


def folder_of(image):
    return image.file.name.rpartition("/")[0]


def test_a_file_without_an_image_goes_after_a_day(store, image):
    Image.objects.all().delete()
    assert sweep_originals(folder_of(image), now=timezone.now()) == 0
    assert sweep_originals(folder_of(image), now=timezone.now() + TOMORROW) == 1
    assert store.names() == set()


def test_a_file_with_an_image_stays(store, image):
    assert sweep_originals(folder_of(image), now=timezone.now() + TOMORROW) == 0
    assert store.names() == {image.file.name}


def test_what_broke_off_goes_after_a_day(store):
    incoming_folder().mkdir(parents=True, exist_ok=True)
    upload = incoming_folder() / "standfirst-incoming-1"
    upload.write_bytes(b"half a pict")
    renditions = incoming_folder() / "standfirst-incoming-2"
    renditions.mkdir()
    (renditions / "0").write_bytes(b"half a rendition")
    assert sweep_incoming(now=timezone.now()) == 0
    assert sweep_incoming(now=timezone.now() + TOMORROW) == 2
    assert list(incoming_folder().glob("standfirst-incoming-*")) == []


def test_nobody_elses_file_goes(uploads):
    incoming_folder().mkdir()
    (incoming_folder() / "notes.txt").write_text("mine")
    assert sweep_incoming(now=timezone.now() + TOMORROW) == 0


def test_a_round_of_turns_sweeps_every_folder(uploads, image):
    Image.objects.all().delete()
    old = (timezone.now() - TOMORROW).timestamp()
    os.utime(uploads / image.file.name, (old, old))
    assert sum(sweep_next() for _ in FOLDERS) == 1


def test_the_worker_sweeps():
    assert [task.run for task in TASKS if task.name == "media.sweep"] == [sweep_next]


def test_bytes_that_come_again_are_as_good_as_new(uploads, image):
    Image.objects.all().delete()
    old = (timezone.now() - TOMORROW).timestamp()
    os.utime(uploads / image.file.name, (old, old))
    take_in(content=jpeg(), filename="x.jpg", values={}, by=None)
    assert sweep_originals(folder_of(image), now=timezone.now()) == 0
