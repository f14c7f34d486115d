"""An image whose file says that AI made it: no key says otherwise, by whatever address."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from media.library import override_disclosure
from media.models import DisclosureOverride, Image
from tests.articles.api.manage.asking import ADDRESS, fields_of, pushed, send
from tests.articles.api.manage.test_images import IMAGES
from tests.articles.people import person
from tests.media.metadata_files import generated
from tests.secrecy.fingerprint import fingerprint

pytestmark = pytest.mark.django_db
ANY = {"If-Match": "*"}
AI = "trainedAlgorithmicMedia"
MARKED = "The file itself says that AI made it, so the image is marked as AI."


def upload(client, path: str, document=None, **headers):
    parts = {"file": SimpleUploadedFile("harbour.jpg", generated("JPEG"))}
    if document:
        parts["document"] = json.dumps(document)
    body = encode_multipart(BOUNDARY, parts)
    return client.generic("POST", path, body, content_type=MULTIPART_CONTENT, headers=headers)


@pytest.fixture
def claimed(api) -> str:
    """Return the address of an image whose file says that AI made it."""
    made = upload(api, IMAGES, {"external_source": "wire", "external_id": "p"})
    assert Image.objects.get().digital_source_type == AI
    return f"{IMAGES}{made.json()['id']}/"


@pytest.mark.parametrize("term", ["digitalCapture", "humanEdits", ""])
def test_to_say_otherwise_is_refused_with_who_may(api, claimed, term):
    before = fingerprint()
    for method, path in (
        ("PATCH", claimed), ("PUT", claimed), ("PUT", f"{IMAGES}by-external-id/wire/p/"),
    ):  # fmt: skip
        answer = send(api, method, path, {"digital_source_type": term}, **ANY)
        assert (answer.status_code, fields_of(answer)) == (400, ["digital_source_type"])
        assert "only a person with the permission" in answer.json()["detail"]
        assert "in the admin" in answer.json()["detail"]
        assert fingerprint() == before


def test_which_ai_it_was_may_be_said(api, claimed):
    answer = send(api, "PATCH", claimed, {"digital_source_type": "compositeSynthetic"}, **ANY)
    assert answer.status_code == 200


def test_a_file_outweighs_what_is_sent_with_it_and_the_sender_is_told(api):
    made = upload(api, IMAGES, {"digital_source_type": "digitalCapture"})
    assert made.json()["warnings"][-1]["message"].startswith(MARKED)
    assert Image.objects.get().digital_source_type == AI


def test_a_file_that_comes_later_outweighs_what_was_said_before(api):
    made = send(api, "POST", IMAGES, {"digital_source_type": "digitalCapture"})
    answer = upload(api, f"{made['Location']}file/", **ANY)
    assert answer.json()["warnings"][-1]["message"].startswith(MARKED)
    assert Image.objects.get().digital_source_type == AI


@pytest.fixture
def named(pictures) -> dict[str, str]:
    """Return an image as a push describes it, against the word of its file."""
    return {
        "source": "wire", "external_id": "p", "url": f"{pictures}/generated.jpg",
        "digital_source_type": "digitalCapture",
    }  # fmt: skip


def test_an_image_that_comes_with_an_article_is_marked_and_the_sender_is_told(api, named):
    answer = pushed(api, lead_image={"image": named})
    [warning] = answer.json()["warnings"]
    assert (warning["field"], warning["code"]) == ("lead_image.image.url", "remark")
    assert warning["message"].startswith(MARKED)
    assert Image.objects.get().digital_source_type == AI


@pytest.mark.parametrize("op", ["upsert", "create"])
def test_in_bulk_too(api, named, op):
    document = {"language": "en", "headline": "Ferry", "lead_image": {"image": named}}
    names = {"source": "wire", "external_id": "1"} if op == "upsert" else {}
    operations = [{"op": op, "document": document, **names}]
    answer = send(api, "POST", f"{ADDRESS}bulk/", {"operations": operations})
    [warning] = answer.json()["results"][0]["receipt"]["warnings"]
    assert warning["message"].startswith(MARKED)
    assert Image.objects.get().digital_source_type == AI


def documents(image: dict[str, str]) -> list[dict[str, object]]:
    story = {"language": "en", "headline": "Ferry", "lead_image": {"image": image}}
    upsert = {"op": "upsert", "source": "wire", "external_id": "2", "document": story}
    return [upsert, {"op": "create", "document": story}]


def test_an_article_that_describes_a_claimed_image_otherwise_changes_nothing_and_is_told(
    api, claimed
):
    image = {"source": "wire", "external_id": "p", "digital_source_type": "digitalCapture"}
    receipts = [pushed(api, lead_image={"image": image}).json() for _time in range(2)]
    bulk = send(api, "POST", f"{ADDRESS}bulk/", {"operations": documents(image)}).json()
    receipts += [one["receipt"] for one in bulk["results"]]
    for receipt in receipts:
        [warning] = receipt["warnings"]
        assert warning["field"] == "lead_image.image.digital_source_type"
        assert "only a person with the permission" in warning["message"]
    assert (receipts[1]["outcome"], Image.objects.get().version) == ("unchanged", 1)


def test_an_article_that_says_which_ai_is_told_nothing(api, claimed):
    image = {"source": "wire", "external_id": "p", "digital_source_type": AI}
    assert pushed(api, lead_image={"image": image}).json()["warnings"] == []


def test_what_a_person_said_otherwise_stays_until_a_key_says_ai_again(api, claimed):
    editor = person("boss", "Administrators")
    values = {"digital_source_type": "digitalCapture"}
    override_disclosure(
        image=Image.objects.get().id, values=values, reason="Seen the raw file.", by=editor
    )
    assert send(api, "PATCH", claimed, {"credit": "Photo: A. Painter"}, **ANY).status_code == 200
    assert Image.objects.get().digital_source_type == "digitalCapture"
    assert DisclosureOverride.objects.count() == 1
    assert send(api, "PATCH", claimed, {"digital_source_type": AI}, **ANY).status_code == 200
    assert send(api, "PATCH", claimed, values, **ANY).status_code == 400
