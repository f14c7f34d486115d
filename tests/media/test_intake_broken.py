"""Broken PNGs, pictures that are also something else, and wrong extensions at the upload gate."""

import pytest

from media.description import ImageRefused
from media.intake import take_in
from media.models import Image
from tests.media.broken_files import BROKEN_PNGS, POLYGLOTS
from tests.media.hostile_files import jpeg
from tests.media.pictures import made_public, url_of

pytestmark = pytest.mark.django_db


def taken(content, filename="file.png"):
    return take_in(content=content, filename=filename, values={}, by=None)


@pytest.mark.parametrize("name", BROKEN_PNGS)
def test_a_broken_png_is_refused_and_leaves_nothing(name, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    with pytest.raises(ImageRefused) as refusal:
        taken(BROKEN_PNGS[name])
    [error] = refusal.value.errors
    assert (refusal.value.status, error.field) == (400, "file")
    assert error.code in {"damaged", "not_a_picture"}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Image.objects.exists()


@pytest.mark.parametrize("name", POLYGLOTS)
def test_nothing_of_a_polyglots_other_side_is_served(client, name):
    image = made_public(taken(POLYGLOTS[name], "page.html").image)
    response = client.get(url_of(image, "jpeg", "original", image.width))
    content = b"".join(response.streaming_content)
    assert (response["Content-Type"], content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert not [mark for mark in (b"alert", b"<script", b"PK\x03\x04", b"%PDF") if mark in content]


@pytest.mark.parametrize("suffix", ["png", "html", "svg", "php", "exe", "", "jpg.html"])
def test_an_extension_never_counts(suffix):
    assert taken(jpeg(), f"photo.{suffix}").image.file.name.endswith(".jpg")
