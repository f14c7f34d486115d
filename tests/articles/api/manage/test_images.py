"""Images through the manage API: by multipart, by address, described, confirmed, killed."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from articles.models import Article
from media.models import Image
from tests.articles.api.manage.asking import ADDRESS, fields_of, pushed, send
from tests.articles.builders import make_image, make_published, png, use_of
from tests.keys import bearer

pytestmark = pytest.mark.django_db
IMAGES = f"{ADDRESS}images/"
ANY = {"If-Match": "*"}
SAID = {"alt": {"en": "A ferry"}, "digital_source_type": "digitalCapture"}


def upload(client, content: bytes, document=None, path=IMAGES, **headers):
    parts = {"file": SimpleUploadedFile("ferry.png", content)}
    if document is not None:
        parts["document"] = json.dumps(document)
    return form(client, path, encode_multipart(BOUNDARY, parts), **headers)


def form(client, path: str, body: bytes, **headers):
    return client.generic("POST", path, body, content_type=MULTIPART_CONTENT, headers=headers)


def test_a_file_is_uploaded_with_what_is_said_of_it(api):
    made = upload(api, png(), SAID | {"credit": "Photo: A. Painter"})
    assert made.status_code == 201, made.content
    read = api.get(made["Location"]).json()
    assert (read["alt"], read["credit"]) == (SAID["alt"], "Photo: A. Painter")
    assert (read["state"]["width"], read["determined_by"]) == (64, "editor")
    assert read["state"]["is_confirmed"] is False


def test_the_same_bytes_again_are_not_stored_unless_asked_for(api):
    first, again = upload(api, png()), upload(api, png())
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    second = upload(api, png(), path=f"{IMAGES}?allow_duplicate=true")
    assert second.status_code == 201
    assert second.json()["duplicates"] == [first.json()["id"]]


def test_an_upload_is_done_once_under_its_word(api):
    word = {"Idempotency-Key": "u"}
    first, again = (
        upload(api, png(), path=f"{IMAGES}?allow_duplicate=1", **word) for _ in range(2)
    )
    assert first.content == again.content
    other = upload(api, png(colour="red"), path=f"{IMAGES}?allow_duplicate=1", **word)
    assert (other.status_code, Image.objects.count()) == (422, 1)


def test_an_image_may_await_its_file(api):
    made = send(api, "POST", IMAGES, SAID)
    assert made.status_code == 201
    path = made["Location"]
    assert api.get(path).json()["state"]["is_awaited"] is True
    attached = upload(api, png(), path=f"{path}file/", **{"If-Match": '"1"'})
    assert (attached.status_code, attached["ETag"]) == (200, '"2"')
    assert api.get(path).json()["state"]["height"] == 48


def test_what_get_answers_put_accepts(api):
    path = upload(api, png(), SAID)["Location"]
    read = api.get(path)
    back = send(api, "PUT", path, read.json(), **{"If-Match": read["ETag"]})
    assert (back.status_code, back.json()["outcome"]) == (200, "unchanged")


def test_what_is_said_is_changed_and_is_confirmed_anew(api):
    path = upload(api, png(), SAID)["Location"]
    assert send(api, "POST", f"{path}confirm/", {}, **ANY).status_code == 200
    assert api.get(path).json()["state"]["is_confirmed"] is True
    change = {"digital_source_type": "compositeCapture"}
    assert send(api, "PATCH", path, change, **ANY).status_code == 200
    assert api.get(path).json()["state"]["is_confirmed"] is False


def test_a_picture_is_fetched_by_its_address(api, pictures):
    made = send(api, "POST", IMAGES, SAID | {"url": f"{pictures}/ferry.png"})
    assert made.status_code == 201, made.content
    assert Image.objects.get().title == "ferry"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("{}/nothing", "refused"),
        ("{}/page", "not_a_picture"),
        ("http://10.0.0.1/x.png", "private_address"),
        ("file:///etc/passwd", "address_refused"),
        (7, "not_text"),
    ],
)
def test_what_cannot_be_fetched_is_refused_with_the_reason(api, pictures, url, code):
    address = url.format(pictures) if isinstance(url, str) else url
    answer = send(api, "POST", IMAGES, SAID | {"url": address})
    assert answer.status_code in {400, 422}, answer.content
    assert len(answer.json()["errors"]) == 1
    if code != "not_a_picture":
        assert answer.json()["errors"][0]["code"] == code
    assert not Image.objects.exists()


def test_a_push_brings_its_pictures(api, pictures):
    named = {"source": "wire", "external_id": "p", "url": f"{pictures}/ferry.png", **SAID}
    answer = pushed(api, lead_image={"image": named}, then="publish")
    assert answer.status_code == 201, answer.content
    image = Image.objects.get()
    assert (image.external_id, image.is_public) == ("p", True)
    assert pushed(api, lead_image={"image": named}, then="publish").json()["outcome"] == "unchanged"


@pytest.mark.parametrize("path", ["/nothing", "/page"])
def test_a_push_whose_picture_cannot_be_had_leaves_nothing(api, pictures, path):
    named = {"source": "wire", "external_id": "p", "url": f"{pictures}{path}"}
    answer = pushed(api, lead_image={"image": named})
    assert answer.status_code == 422
    assert fields_of(answer)[0].startswith("lead_image.image.")
    assert not Article.objects.exists()
    assert not Image.objects.exists()


def test_a_refused_push_leaves_no_picture(api, pictures):
    named = {"source": "wire", "external_id": "p", "url": f"{pictures}/ferry.png"}
    answer = pushed(api, lead_image={"image": named}, headline="", then="publish")
    assert answer.status_code == 422
    assert not Image.objects.exists()


def test_in_a_bulk_only_the_push_with_the_bad_picture_is_refused(api, pictures):
    operations = [
        {
            "op": "upsert", "source": "wire", "external_id": name,
            "document": {"language": "en", "headline": name, "lead_image": {"image": {
                "source": "wire", "external_id": name, "url": f"{pictures}/{name}.png"}}},
        }
        for name in ("ferry", "nothing", "other")
    ]  # fmt: skip
    answer = send(api, "POST", f"{ADDRESS}bulk/", {"operations": operations})
    assert [one["status"] for one in answer.json()["results"]] == [201, 422, 201]


def test_a_key_without_the_scope_makes_us_fetch_nothing(pictures):
    client = Client(headers=bearer("articles:write"))
    named = {"source": "wire", "external_id": "p", "url": f"{pictures}/ferry.png"}
    answer = pushed(client, lead_image={"image": named})
    assert (answer.status_code, answer.json()["scope"]) == (403, "media:write")


def test_an_image_is_pushed_by_its_external_id(api, pictures):
    path = f"{IMAGES}by-external-id/wire/a/1/"
    outcomes = []
    for document in (
        SAID,
        SAID,
        SAID | {"url": f"{pictures}/ferry.png"},
        {"credit": "Photo: B"},
    ):
        answer = send(api, "PUT", path, document)
        assert answer.status_code in {200, 201}, answer.content
        outcomes.append(answer.json()["outcome"])
    assert outcomes == ["created", "unchanged", "updated", "updated"]
    read = api.get(path).json()
    assert (read["credit"], read["state"]["is_awaited"]) == ("Photo: B", False)


def test_a_killed_image_is_gone(api):
    image = make_image()
    make_published(lead_image=use_of(image))
    answer = send(api, "POST", f"{IMAGES}{image.id}/kill/", {}, **ANY)
    assert answer.status_code == 200
    assert api.get(f"{IMAGES}{image.id}/").status_code == 404
    assert Client().get(f"/api/v1/images/{image.id}/").status_code == 410


def test_where_an_image_is_used_and_that_it_cannot_be_deleted(api):
    image = make_image()
    article = make_published("Ferry", lead_image=use_of(image))
    uses = api.get(f"{IMAGES}{image.id}/uses/").json()
    assert uses["drafts"] == [{"id": str(article.id), "headline": "Ferry"}]
    assert [one["headline"] for one in uses["live"]] == ["Ferry"]
    assert send(api, "DELETE", f"{IMAGES}{image.id}/", {}, **ANY).status_code == 409
    spare = make_image(has_file=False)
    assert send(api, "DELETE", f"{IMAGES}{spare.id}/", {}, **ANY).status_code == 204


def test_a_refusal_names_no_draft_that_the_key_may_not_see():
    client = Client(headers=bearer("media:write"))
    image = make_image()
    make_published("Secret", lead_image=use_of(image))
    send(client, "PATCH", f"{ADDRESS}articles/secret/", {}, **ANY)
    answer = client.delete(f"{IMAGES}{image.id}/", headers=ANY)
    assert answer.status_code == 409
    assert b"in drafts" not in answer.content


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"alt": "A ferry"}, "alt"),
        ({"colour": "red"}, "colour"),
        ({"focal_x": 7}, "focal_x"),
        ({"type": "tag"}, "type"),
        ({"rights_expire_at": "soon"}, "rights_expire_at"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(api, document, field):
    for answer in (send(api, "POST", IMAGES, document), upload(api, png(), document)):
        assert answer.status_code == 400
        assert fields_of(answer) == [field]
    assert not Image.objects.exists()


def test_what_is_no_picture_is_refused(api):
    assert upload(api, b"GIF89a nonsense").status_code == 400
    assert upload(api, b"<svg xmlns='http://www.w3.org/2000/svg'/>").status_code == 400


def test_a_form_with_other_parts_is_refused(api):
    body = encode_multipart(BOUNDARY, {"picture": SimpleUploadedFile("x.png", png())})
    assert form(api, IMAGES, body).status_code == 400
    assert form(api, IMAGES, b"--nothing").status_code == 400


def test_a_key_of_one_source_adds_only_its_own():
    client = Client(headers=bearer(external_source="wire"))
    assert upload(client, png(), SAID).json()["limit"] == "external_source"
    own = SAID | {"external_source": "wire", "external_id": "1"}
    assert upload(client, png(), own).status_code == 201
