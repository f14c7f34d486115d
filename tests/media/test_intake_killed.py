"""An upload that is killed with SIGKILL at any moment, as a real process."""

import json
import random
import time
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from media.incoming import PREFIX
from media.models import Image
from media.originals import incoming_folder
from media.sweeping import FOLDERS, sweep_incoming, sweep_originals

LONGEST_LIFE_SECONDS = 1.5


def killed_at_work(child, store, seed: int) -> list[UUID]:
    """Let a process take in a picture and go on for a moment, kill it, and return what it said it had stored."""
    where = (settings.MEDIA_ROOT, json.dumps(store.choice))
    process = child("tests.media.take_in_endlessly", str(seed), *where)
    first = process.stdout.readline()  # However busy the machine is: from here on it is at work.
    time.sleep(random.Random(seed).uniform(0, LONGEST_LIFE_SECONDS))
    process.kill()
    rest, _ = process.communicate()
    return [UUID(line) for line in (first + rest).splitlines() if len(line) == 36]


def check(child, store, kills: int) -> str:
    """Kill uploads, sweep, compare rows and files; return what there was."""
    said = [one for seed in range(kills) for one in killed_at_work(child, store, seed)]
    names = set(Image.objects.values_list("file", flat=True))
    assert set(said) <= set(Image.objects.values_list("id", flat=True))
    assert [name for name in names if not default_storage.exists(name)] == []
    later = timezone.now() + timedelta(hours=25)
    sweep_incoming(now=later)
    for folder in FOLDERS:
        sweep_originals(folder, now=later)
    assert store.names() == names
    assert list(incoming_folder().glob(f"{PREFIX}*")) == []
    assert names
    where = type(store).__name__
    return f"{where}: {kills} kills, {len(said):,} pictures said to be there, {len(names):,} files"


def test_a_killed_upload_leaves_no_row_without_its_file_and_no_file_for_good(child, store):
    check(child, store, kills=2)


@pytest.mark.torture
def test_a_hundred_killed_uploads_leave_no_row_without_its_file(child, store, figures):
    figures(check(child, store, kills=100))
