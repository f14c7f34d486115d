"""Originals are stored once, and go when a caller took back what they were stored for."""

from pathlib import Path

import pytest

from media.library import add_image, discard_unused_original
from tests.articles.builders import png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(tmp_path, settings) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def stored(uploads: Path) -> int:
    return sum(path.is_file() for path in uploads.rglob("*"))


def test_the_same_bytes_are_stored_once(uploads):
    for _ in range(2):
        add_image(values={}, by=None, content=png())
    assert stored(uploads) == 1


def test_a_file_that_no_image_has_is_discarded(uploads):
    add_image(values={}, by=None, content=png()).delete()
    discard_unused_original(content=png())
    assert stored(uploads) == 0


def test_a_file_that_an_image_has_stays(uploads):
    add_image(values={}, by=None, content=png())
    discard_unused_original(content=png())
    assert stored(uploads) == 1
