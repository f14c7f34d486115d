"""The verbs `take_in` and `attach_file`."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage

from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from media.description import ImageRefused
from media.incoming import PREFIX
from media.intake import attach, attach_file, take_in
from media.library import add_image, kill_image
from media.models import Image
from media.originals import incoming_folder
from tests.media.hostile_files import gradient, jpeg, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]

PHOTO = jpeg()


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("editor")


def taken(content=PHOTO, filename="bridge.jpg", by=None, allow_duplicate=False, **values):
    return take_in(
        content=content, filename=filename, values=values, by=by, allow_duplicate=allow_duplicate
    )


def waiting_files() -> list[Path]:
    return list(incoming_folder().glob(f"{PREFIX}*"))


def codes(refusal) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in refusal.value.errors]


def test_a_picture_is_stored_byte_for_byte_with_its_measures():
    image = taken(title="Bridge").image
    image.refresh_from_db()
    with default_storage.open(image.file.name) as file:
        assert file.read() == PHOTO
    assert (image.format, image.width, image.height) == ("jpg", 96, 64)
    assert image.byte_count == len(PHOTO)
    assert image.file.name == f"originals/{image.sha256[:2]}/{image.sha256}.jpg"
    assert image.thumbhash
    assert image.dominant_color.startswith("#")


@pytest.mark.parametrize("wrapped", [bytes, io.BytesIO, "path"])
def test_content_may_be_bytes_an_open_file_or_a_path(wrapped, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(PHOTO)
    image = taken(path if wrapped == "path" else wrapped(PHOTO)).image
    assert image.byte_count == len(PHOTO)


def test_nothing_waits_in_the_folder_of_incoming_files_afterwards(store):
    taken()
    assert len(store.names()) == 1
    with pytest.raises(ImageRefused):
        taken(b"no picture")
    assert waiting_files() == []


def test_an_image_is_called_after_its_file_unless_it_has_a_title():
    assert taken(filename="C:\\photos\\Bridge at dawn.JPG").image.title == "Bridge at dawn"
    assert taken(title="Quay", allow_duplicate=True).image.title == "Quay"


def test_a_wrong_suffix_does_not_matter():
    image = taken(saved(gradient(), "PNG"), filename="photo.jpg").image
    assert image.file.name.endswith(".png")


def test_a_refused_file_leaves_nothing(store):
    with pytest.raises(ImageRefused) as refusal:
        taken(PHOTO[:-100])
    assert (refusal.value.status, codes(refusal)) == (400, [("file", "damaged")])
    assert "upload it again" in refusal.value.detail
    assert (store.names(), waiting_files(), Image.objects.count()) == (set(), [], 0)


def test_a_file_that_is_too_large_is_not_even_written_whole(monkeypatch):
    monkeypatch.setattr("media.incoming.MOST_BYTES", 500)
    with pytest.raises(ImageRefused) as refusal:
        taken()
    assert codes(refusal) == [("file", "too_large")]


def test_a_path_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(ImageRefused, match="cannot be read"):
        taken(tmp_path / "absent.jpg")


def test_a_slip_in_a_value_is_refused_before_the_file_is_looked_at():
    with pytest.raises(ImageRefused) as refusal:
        taken(b"no picture", colour="blue", rights_expire_at="tomorrow")
    assert codes(refusal) == [("colour", "unknown"), ("rights_expire_at", "no_moment")]


def test_moments_may_be_written_in_iso_8601():
    image = taken(rights_expire_at="2027-01-01T00:00:00Z").image
    assert image.rights_expire_at == datetime(2027, 1, 1, tzinfo=UTC)


def test_the_same_bytes_again_are_reported_and_not_stored():
    first = taken().image
    again = taken(title="Other")
    assert (again.image, again.is_new, Image.objects.count()) == (first, False, 1)
    assert again.remarks == ("This very file is in the library already.",)
    assert again.image.title == "bridge"


def test_a_second_record_on_the_same_bytes_must_be_asked_for():
    first = taken().image
    second = taken(allow_duplicate=True)
    assert second.is_new
    assert second.image.file.name == first.file.name
    assert second.duplicates == (first,)


def test_a_picture_that_looks_the_same_is_offered():
    picture = gradient().rotate(30)
    first = taken(saved(picture, "JPEG")).image
    again = taken(saved(picture.resize((48, 32)), "PNG"))
    assert again.is_new
    assert again.duplicates == (first,)


def test_the_bytes_of_a_killed_image_are_refused():
    kill_image(image=taken().image.id, by=None)
    with pytest.raises(ImageRefused) as refusal:
        taken(allow_duplicate=True)
    assert codes(refusal) == [("file", "killed")]


def test_who_says_how_it_was_made_confirms_it(editor):
    image = taken(by=editor, digital_source_type="digitalCapture").image
    assert (image.determined_by, image.confirmed_by) == ("editor", editor)


def test_a_suggestion_of_the_caller_is_not_confirmed(editor):
    said = {"digital_source_type": "digitalCapture", "determined_by": "credit_line"}
    assert not taken(by=editor, **said).image.is_confirmed


def test_an_awaited_file_arrives(editor):
    image = add_image(values={"credit": "Photo: A. Person"}, by=editor)
    attached = attach_file(image=image.id, content=PHOTO, by=editor)
    assert (attached.width, attached.credit, attached.version) == (96, "Photo: A. Person", 2)
    assert not Image.objects.get().is_awaited


def test_attaching_tells_who_has_the_file_already():
    other = taken().image
    image = add_image(values={}, by=None)
    assert attach(image=image.id, content=PHOTO, by=None).duplicates == (other,)


def test_a_refused_file_changes_nothing_of_the_image_it_was_for():
    image = taken().image
    with pytest.raises(ImageRefused):
        attach_file(image=image.id, content=b"", by=None)
    assert Image.objects.get().version == image.version


def test_no_file_can_be_attached_to_a_killed_or_absent_image():
    image = taken().image
    kill_image(image=image.id, by=None)
    with pytest.raises(ImageRefused, match="was killed"):
        attach_file(image=image.id, content=saved(gradient(), "PNG"), by=None)
    with pytest.raises(NotFound):
        attach_file(image=uuid7(), content=PHOTO, by=None)
