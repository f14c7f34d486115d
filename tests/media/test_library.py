"""The verbs that write images, beside the intake: describe, confirm, override, kill, discard."""

import pytest

from cms.access.models import User
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from media.intake import take_in
from media.library import (
    ImageRefused,
    OverrideRefused,
    add_image,
    confirm_disclosure,
    describe_image,
    discard_unused_original,
    kill_image,
    override_disclosure,
)
from media.models import DisclosureOverride, Image
from tests.articles.builders import make_image, png
from tests.media.metadata_files import generated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_the_same_bytes_are_stored_once(store):
    for _ in range(2):
        add_image(values={}, by=None, content=png())
    assert len(store.names()) == 1


def test_a_file_that_no_image_has_is_discarded(store):
    add_image(values={}, by=None, content=png()).delete()
    discard_unused_original(content=png())
    assert len(store.names()) == 0


def test_a_file_that_an_image_has_stays(store):
    add_image(values={}, by=None, content=png())
    discard_unused_original(content=png())
    assert len(store.names()) == 1


@pytest.fixture
def editor() -> User:
    return User.objects.create(username="aigerim", is_superuser=True)


def test_a_description_changes_what_is_given_and_makes_documents_due():
    image, stranger = make_image(credit="Photo: A. Painter"), make_image(credit="Stranger")
    describe_image(image=image.id, values={"alt": {"en": "Two ships"}}, by=None)
    row = Image.objects.get(id=image.id)
    assert (row.alt, row.credit, row.version) == ({"en": "Two ships"}, "Photo: A. Painter", 2)
    assert list(Image.objects.unspread()) == [image]
    assert Image.objects.get(id=stranger.id).credit == "Stranger"


def test_a_refused_description_changes_nothing():
    image = make_image()
    with pytest.raises(ImageRefused) as refusal:
        describe_image(image=image.id, values={"alt": {"xx": "?"}, "credit": 7}, by=None)
    assert {error.field for error in refusal.value.errors} == {"alt", "credit"}
    assert Image.objects.get().version == 1


def test_a_person_who_says_how_it_was_made_stands_behind_it_and_nobody_else_does(editor):
    image = make_image()
    described = describe_image(image=image.id, values={"credit": "Photo: B."}, by=editor)
    assert not described.is_confirmed
    described = describe_image(image=image.id, values={"is_illustrative": True}, by=editor)
    assert (described.is_confirmed, described.confirmed_by) == (True, editor)


def test_a_confirmation_notes_who_and_when(editor):
    confirmed = confirm_disclosure(image=make_image().id, by=editor)
    assert (confirmed.confirmed_by, confirmed.is_confirmed, confirmed.version) == (editor, True, 2)


def test_what_nobody_has_said_cannot_be_confirmed(editor):
    image = make_image(digital_source_type="", credit="")
    with pytest.raises(ImageRefused, match="set its digital source type"):
        confirm_disclosure(image=image.id, by=editor)


@pytest.mark.parametrize("reason", ["", " ", "x" * 1001, "nul\x00", "half \ud800"])
def test_an_override_without_a_reason_that_can_be_kept_is_refused(reason, editor):
    image = make_image()
    values = {"digital_source_type": "digitalCreation"}
    with pytest.raises(ImageRefused) as refusal:
        override_disclosure(image=image.id, values=values, reason=reason, by=editor)
    assert [error.field for error in refusal.value.errors] == ["reason"]
    assert not DisclosureOverride.objects.exists()


@pytest.fixture
def claimed() -> Image:
    """An image whose file says that AI made it."""
    return take_in(content=generated("JPEG"), filename="x", values={}, by=None).image


def test_what_a_file_says_of_ai_cannot_be_described_away(claimed, editor):
    with pytest.raises(ImageRefused, match="override it with a reason"):
        describe_image(
            image=claimed.id, values={"digital_source_type": "digitalCapture"}, by=editor
        )
    assert Image.objects.get().digital_source_type == "trainedAlgorithmicMedia"


def test_who_may_can_override_it_and_the_reason_is_kept(claimed, editor):
    values = {"digital_source_type": "digitalCapture"}
    image = override_disclosure(image=claimed.id, values=values, reason=" Seen raw ", by=editor)
    kept = DisclosureOverride.objects.get()
    assert (image.digital_source_type, image.confirmed_by) == ("digitalCapture", editor)
    assert (kept.by, kept.reason) == (editor, "Seen raw")
    assert (kept.from_term, kept.to_term) == ("trainedAlgorithmicMedia", "digitalCapture")


def test_nobody_else_can(claimed):
    stranger = User.objects.create(username="stranger")
    values = {"digital_source_type": "digitalCapture"}
    with pytest.raises(OverrideRefused) as refusal:
        override_disclosure(image=claimed.id, values=values, reason="I know", by=stranger)
    assert refusal.value.status == 403
    assert not DisclosureOverride.objects.exists()


def test_a_killed_image_stays_killed_since_the_first_time():
    image = make_image()
    first = kill_image(image=image.id, by=None).killed_at
    assert kill_image(image=image.id, by=None).killed_at == first is not None


def test_an_image_that_is_not_there_is_not_found(editor):
    for verb in (
        lambda: describe_image(image=uuid7(), values={}, by=None),
        lambda: confirm_disclosure(image=uuid7(), by=editor),
        lambda: kill_image(image=uuid7(), by=None),
    ):
        with pytest.raises(NotFound):
            verb()
