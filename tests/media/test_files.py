"""GET /files/…: the stored files of images."""

import io

import pytest
from django.contrib.auth import get_user_model
from PIL import Image as Picture

from media.library import add_image, attach_file, kill_image
from media.models import Image

pytestmark = pytest.mark.django_db


def drawn(color: str = "navy", format_: str = "PNG") -> bytes:
    file = io.BytesIO()
    Picture.new("RGB", (64, 48), color).save(file, format_)
    return file.getvalue()


CONTENT = drawn()


@pytest.fixture
def image():
    """A public image, with a hidden stranger next to it."""
    add_image(values={"title": "stranger"}, by=None, content=drawn("red"))
    image = add_image(values={}, by=None, content=CONTENT)
    return made_public(image)


@pytest.fixture
def hidden():
    return add_image(values={}, by=None, content=CONTENT)


@pytest.fixture
def staff_client(client):
    client.force_login(get_user_model().objects.create_user("editor", is_staff=True))
    return client


def made_public(image):
    Image.objects.filter(id=image.id).update(is_public=True)
    return image


def body(response):
    return b"".join(response.streaming_content)


def test_a_public_file_is_served_whole(client, image, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(image.file.url)
    assert (response.status_code, body(response)) == (200, CONTENT)
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["ETag"] == f'"{image.sha256}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Cache-Tag"] == f"image:{image.id}"


def test_a_file_can_only_ever_be_a_picture(client, image):
    response = client.get(image.file.url)
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Disposition"] == "inline"
    assert body(response) == CONTENT


@pytest.mark.parametrize(
    ("format_", "content_type"),
    [("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("AVIF", "image/avif"), ("GIF", "image/gif")],
)
def test_the_type_is_the_pictures_own(client, image, format_, content_type):
    other = made_public(attach_file(image=image.id, content=drawn("teal", format_), by=None))
    assert client.head(other.file.url)["Content-Type"] == content_type


def test_head_has_the_length_and_no_body(client, image):
    response = client.head(image.file.url, headers={"range": "bytes=0-3"})
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(len(CONTENT))


@pytest.mark.parametrize("held", ['"{}"', 'W/"{}"', '"other", "{}"', "*"])
def test_a_client_that_has_it_gets_304(client, image, held):
    response = client.get(image.file.url, headers={"if-none-match": held.format(image.sha256)})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=0-3", CONTENT[:4]), ("bytes=-5", CONTENT[-5:]), ("bytes=20-", CONTENT[20:])],
)
def test_a_range_is_answered_with_that_part(client, image, wanted, part):
    response = client.get(image.file.url, headers={"range": wanted})
    assert (response.status_code, body(response)) == (206, part)
    first = CONTENT.index(part)
    assert response["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(CONTENT)}"
    assert response["Content-Length"] == str(len(part))


def test_a_range_behind_the_end_is_refused(client, image):
    response = client.get(image.file.url, headers={"range": "bytes=900000-"})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(CONTENT)}"


def test_several_ranges_at_once_get_the_whole_file(client, image):
    response = client.get(image.file.url, headers={"range": "bytes=0-1,4-5"})
    assert (response.status_code, body(response)) == (200, CONTENT)


@pytest.mark.parametrize(("held", "status"), [('"{}"', 206), ('W/"{}"', 200), ('"other"', 200)])
def test_if_range_holds_only_for_the_same_file(client, image, held, status):
    condition = held.format(image.sha256)
    response = client.get(image.file.url, headers={"range": "bytes=0-1", "if-range": condition})
    assert (response.status_code, len(body(response)) > 2) == (status, status == 200)


def test_a_file_of_many_chunks_comes_complete(client, image, monkeypatch):
    monkeypatch.setattr("media.api.files.CHUNK_BYTES", 7)
    response = client.get(image.file.url, headers={"range": "bytes=1-30"})
    assert body(response) == CONTENT[1:31]


def test_a_hidden_file_answers_like_an_unknown_one(client, image, hidden):
    unknown = hidden.file.url.replace(hidden.sha256[-6:], "000000")
    Image.objects.filter(id=image.id).update(is_public=False)
    answers = [client.get(url) for url in (hidden.file.url, unknown)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_one_public_image_among_those_that_share_a_file_is_enough(client, hidden, image):
    assert client.head(hidden.file.url).status_code == 200


def test_staff_see_a_hidden_file_and_nobody_stores_it(staff_client, hidden):
    response = staff_client.get(hidden.file.url)
    assert (response.status_code, body(response)) == (200, CONTENT)
    assert response["Cache-Control"] == "private, no-store"


def test_a_user_who_is_not_staff_sees_no_hidden_file(client, hidden):
    client.force_login(get_user_model().objects.create_user("reader"))
    assert client.get(hidden.file.url).status_code == 404


def test_a_killed_file_is_gone_for_everybody(staff_client, image, hidden):
    kill_image(image=hidden.id, by=None)
    for client in (staff_client, staff_client.__class__()):
        response = client.get(image.file.url)
        assert (response.status_code, response["Cache-Control"]) == (410, "no-store")


@pytest.mark.parametrize(
    "path",
    [
        "../../cms/settings.py",
        "originals/../../manage.py",
        "originals/%2e%2e/%2e%2e/manage.py",
        "originals/ab/..%2fsecret",
        "//etc/passwd",
        "originals/",
        "",
    ],
)
def test_no_other_path_leads_anywhere(staff_client, path):
    assert staff_client.get(f"/files/{path}").status_code == 404


def test_a_file_that_is_missing_on_disk_is_logged_and_not_found(client, image, caplog):
    image.file.storage.delete(image.file.name)
    assert client.get(image.file.url).status_code == 404
    assert "is missing" in caplog.text


def test_writing_is_not_allowed(client, image):
    assert client.post(image.file.url).status_code == 405
