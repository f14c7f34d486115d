"""What is laid under a person's words, and the one thing that is stronger than them."""

from datetime import UTC, datetime

import pytest

from cms.access.models import User
from media.intake import attach, take_in
from media.library import add_image, describe_image
from media.metadata.packet import Facts, write_packet
from media.models import Image
from tests.media.hostile_files import gradient
from tests.media.metadata_files import AI_FACTS, generated, with_packet

pytestmark = pytest.mark.django_db

AI = "trainedAlgorithmicMedia"


def taken(facts: Facts = AI_FACTS, **values):
    content = with_packet("JPEG", write_packet(facts))
    return take_in(content=content, filename="x.jpg", values=values, by=None)


def test_all_that_is_empty_is_filled():
    image = taken().image
    assert image.alt == {"ru": "Гавань на рассвете", "kk": "Таңғы айлақ", "en": "A harbour at dawn"}
    assert (image.creator, image.copyright) == (AI_FACTS.creator, AI_FACTS.rights)
    assert (image.credit, image.usage_terms) == (AI_FACTS.credit, AI_FACTS.usage_terms)
    assert (image.digital_source_type, image.ai_system) == (AI, "Шедеврум")
    assert image.determined_by == "file_metadata"


def test_nothing_that_an_editor_typed_is_overwritten():
    typed = {"creator": "B. Person", "copyright": "© B", "credit": "Photo: B", "usage_terms": "Ask",
             "captured_at": datetime(2020, 1, 1, tzinfo=UTC), "ai_system": "Grok"}  # fmt: skip
    image = taken(**typed, alt={"en": "Mine"}, caption={"kk": "Менікі"}).image
    assert {name: getattr(image, name) for name in typed} == typed
    assert image.alt == {"en": "Mine", "ru": "Гавань на рассвете", "kk": "Таңғы айлақ"}
    assert image.caption["kk"] == "Менікі"


def test_a_decorative_picture_gets_no_alternative_text():
    assert taken(is_decorative=True).image.alt == {}


@pytest.mark.parametrize(
    ("tag", "texts"),
    [("en-US", {"en": "Quay"}), ("RU_ru", {"ru": "Quay"}), ("x-default", {"en": "Quay"})],
)
def test_a_language_is_brought_to_the_newsrooms_own(tag, texts):
    assert taken(Facts(description={tag: "Quay"})).image.caption == texts


def test_a_language_that_the_newsroom_has_not_is_remarked():
    taken_in = taken(Facts(alt={"de": "Kai"}))
    assert any("alternative text in “de”" in remark for remark in taken_in.remarks)


def test_a_text_that_is_too_long_is_cut_with_a_remark():
    taken_in = taken(Facts(rights="©" * 400))
    assert len(taken_in.image.copyright) == 300
    assert taken_in.remarks == ("The file's copyright was cut: it has more than 300 characters.",)


def test_a_file_that_says_ai_is_stronger_than_a_person():
    taken_in = taken(digital_source_type="digitalCapture")
    assert (taken_in.image.digital_source_type, taken_in.image.is_confirmed) == (AI, True)
    assert "AI made it" in taken_in.remarks[-1]


def test_a_person_who_says_which_ai_is_believed():
    assert (
        taken(digital_source_type="compositeSynthetic").image.digital_source_type
        == "compositeSynthetic"
    )


def test_a_file_that_says_no_ai_gives_way_to_a_person():
    capture = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    said = taken(Facts(digital_source_type=capture), digital_source_type=AI)
    assert (said.image.digital_source_type, said.remarks) == (AI, ())
    silent = take_in(
        content=with_packet("PNG", write_packet(Facts(digital_source_type=capture)), gradient("L")),
        filename="x", values={}, by=None,
    )  # fmt: skip
    assert silent.image.digital_source_type == "digitalCapture"
    assert not silent.image.is_confirmed


def test_a_credit_line_suggests_what_nothing_better_says():
    image = taken(Facts(credit="Photo: Grok AI Generated, ill. purposes.")).image
    assert (image.digital_source_type, image.ai_system, image.is_illustrative) == (AI, "Grok", True)
    assert (image.determined_by, image.is_confirmed) == ("credit_line", False)
    assert image.findings["credit_line"]["term"] == AI


def test_the_file_is_believed_before_the_credit_line():
    capture = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    image = taken(Facts(digital_source_type=capture, credit="Illustration: Midjourney")).image
    assert (image.digital_source_type, image.determined_by) == ("digitalCapture", "file_metadata")


def test_a_file_that_arrives_later_is_read_as_well():
    image = add_image(values={"digital_source_type": "digitalCapture", "creator": "B"}, by=None)
    attached = attach(image=image.id, content=generated("WEBP"), by=None).image
    assert (attached.digital_source_type, attached.creator) == (AI, "B")


def test_what_the_file_says_is_kept_as_it_was_read():
    image = taken().image
    describe_image(image=image.id, values={"creator": "C"}, by=None)
    kept = Image.objects.get().findings["file"]
    assert (kept["creator"], kept["digital_source_type"]) == (AI_FACTS.creator, AI)


GROK = "Photo: Grok AI Generated, ill. purposes."


def said(image: Image) -> tuple[str, str, bool]:
    return image.digital_source_type, image.ai_system, image.is_illustrative


@pytest.mark.parametrize("term", [AI, "compositeSynthetic"])
def test_a_credit_line_completes_a_type_that_somebody_gave(term):
    image = add_image(values={"credit": GROK, "digital_source_type": term}, by=None)
    assert said(image) == (term, "Grok", True)
    assert not image.is_confirmed


def test_it_completes_what_comes_with_a_file_too():
    content = with_packet("PNG", write_packet(Facts()), gradient("L"))
    values = {"credit": GROK, "digital_source_type": AI}
    image = take_in(content=content, filename="x", values=values, by=None).image
    assert said(image) == (AI, "Grok", True)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"ai_system": "Flux"}, (AI, "Flux", True)),
        ({"ai_system": ""}, (AI, "", True)),
        ({"is_illustrative": False}, (AI, "Grok", False)),
        ({"digital_source_type": "digitalCapture"}, ("digitalCapture", "", True)),
    ],
)
def test_it_overwrites_nothing_that_was_given(given, left):
    values = {"credit": GROK, "digital_source_type": AI} | given
    assert said(add_image(values=values, by=None)) == left


def test_it_completes_an_image_when_it_is_written_or_the_type_becomes_ai():
    first = add_image(values={"digital_source_type": AI}, by=None)
    describe_image(image=first.id, values={"credit": GROK}, by=None)
    second = add_image(values={"credit": GROK, "digital_source_type": "digitalCreation"}, by=None)
    describe_image(image=second.id, values={"digital_source_type": AI}, by=None)
    for image in (first, second):
        image.refresh_from_db()
        assert said(image) == (AI, "Grok", True)


def test_what_it_completes_waits_for_an_editor_to_confirm_it(editor):
    values = {"credit": GROK, "digital_source_type": AI, "is_illustrative": True}
    assert not add_image(values=values, by=editor).is_confirmed
    whole = add_image(values=values | {"ai_system": "Grok"}, by=editor)
    assert (whole.is_confirmed, whole.confirmed_by) == (True, editor)
    cleared = describe_image(
        image=whole.id, values={"ai_system": "", "credit": f"{GROK} "}, by=editor
    )
    assert (cleared.ai_system, cleared.is_confirmed) == ("", True)


def test_a_flag_that_was_set_stays_when_the_file_arrives():
    values = {"credit": GROK, "digital_source_type": AI, "is_illustrative": False}
    image = add_image(values=values, by=None)
    assert said(attach(image=image.id, content=generated("WEBP"), by=None).image) == (
        AI,
        "Grok",
        False,
    )


@pytest.fixture
def editor() -> User:
    return User.objects.create(username="aigerim")
