"""GET /files/…: renditions of public images to everybody, originals to staff."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from articles.killing import kill_image
from media.darkroom.pool import end_children
from media.library import add_image, describe_image
from media.models import Rendition
from media.renditions import make_due_renditions
from tests.media.pictures import drawn, made_public, path_of, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture
def image():
    """A public image whose renditions are made, with a hidden stranger next to it."""
    image = made_public(add_image(values={}, by=None, content=drawn()))
    make_due_renditions()
    add_image(values={"title": "stranger"}, by=None, content=drawn("red"))
    return image


@pytest.fixture
def content(image):
    with default_storage.open(path_of(image)) as file:
        return file.read()


@pytest.fixture
def hidden():
    return add_image(values={"title": "hidden"}, by=None, content=drawn("green"))


@pytest.fixture
def staff_client():
    client = Client()
    client.force_login(get_user_model().objects.create_user("editor", is_staff=True))
    return client


def body(response):
    return b"".join(response.streaming_content)


def test_a_rendition_is_served_whole(client, image, content, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(url_of(image))
    assert (response.status_code, body(response)) == (200, content)
    assert response["Content-Length"] == str(len(content))
    assert response["ETag"] == f'"{Rendition.objects.get(path=path_of(image)).sha256}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Cache-Tag"] == f"image:{image.id}"


def test_a_rendition_that_is_made_is_served_without_touching_pillow(
    client, image, content, monkeypatch
):
    def touched(*_, **__):
        raise AssertionError("A picture was decoded.")

    end_children()  # A decoder would have to be started.
    monkeypatch.setattr("subprocess.Popen", touched)
    monkeypatch.setattr("PIL.Image.open", touched)
    assert body(client.get(url_of(image))) == content
    Rendition.objects.all().delete()
    with pytest.raises(AssertionError, match="decoded"):
        client.get(url_of(image))


def test_a_file_can_only_ever_be_a_picture(client, image):
    response = client.head(url_of(image))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Disposition"] == "inline"


@pytest.mark.parametrize("format_", ["jpeg", "webp", "avif"])
def test_the_type_is_the_renditions_own(client, image, format_):
    assert client.head(url_of(image, format_))["Content-Type"] == f"image/{format_}"


def test_head_has_the_length_and_no_body(client, image, content):
    response = client.head(url_of(image), headers={"range": "bytes=0-3"})
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(len(content))


@pytest.mark.parametrize("held", ["{}", "W/{}", '"other", {}', "*"])
def test_a_client_that_has_it_gets_304(client, image, held):
    tag = client.head(url_of(image))["ETag"]
    response = client.get(url_of(image), headers={"if-none-match": held.format(tag)})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [("bytes=0-3", 0, 4), ("bytes=-5", -5, None), ("bytes=20-", 20, None)],
)
def test_a_range_is_answered_with_that_part(client, image, content, wanted, start, end):
    response = client.get(url_of(image), headers={"range": wanted})
    part = content[start:end]
    assert (response.status_code, body(response)) == (206, part)
    first = start % len(content)
    assert response["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(content)}"


def test_a_range_behind_the_end_is_refused(client, image, content):
    response = client.get(url_of(image), headers={"range": "bytes=900000-"})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(content)}"


def test_several_ranges_at_once_get_the_whole_file(client, image, content):
    response = client.get(url_of(image), headers={"range": "bytes=0-1,4-5"})
    assert (response.status_code, body(response)) == (200, content)


@pytest.mark.parametrize(("held", "status"), [("{}", 206), ("W/{}", 200), ('"other"', 200)])
def test_if_range_holds_only_for_the_same_file(client, image, held, status):
    condition = held.format(client.head(url_of(image))["ETag"])
    response = client.get(url_of(image), headers={"range": "bytes=0-1", "if-range": condition})
    assert (response.status_code, len(body(response)) > 2) == (status, status == 200)


def test_a_file_of_many_chunks_comes_complete(client, image, content, monkeypatch):
    monkeypatch.setattr("media.api.answers.CHUNK_BYTES", 7)
    response = client.get(url_of(image), headers={"range": "bytes=1-30"})
    assert body(response) == content[1:31]


def test_the_first_who_asks_gets_it_made(client, hidden):
    made_public(hidden)
    assert (
        client.head(url_of(hidden, "avif", "1x1")).status_code == 404
    )  # 300 pixels: no 320 in a square
    assert client.head(url_of(hidden, "avif", "1x1", 300)).status_code == 200
    assert list(Rendition.objects.values_list("path", flat=True)) == [
        path_of(hidden, "avif", "1x1", 300)
    ]


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_first_get_one_file(hidden):
    made_public(hidden)
    answers = []

    def ask():
        answers.append(Client().head(url_of(hidden)).status_code)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 6
    assert Rendition.objects.count() == 1


def test_a_hidden_file_answers_like_an_unknown_one(client, hidden):
    unknown = url_of(hidden).replace(hidden.sha256[:4], "0000")
    answers = [client.get(url) for url in (url_of(hidden), unknown)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert not Rendition.objects.exists()


def test_staff_see_a_hidden_file_and_nobody_stores_it(staff_client, hidden):
    response = staff_client.head(url_of(hidden))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_an_original_is_for_staff_alone(client, staff_client, image):
    assert client.get(image.file.url).status_code == 404
    response = staff_client.get(image.file.url)
    assert (response.status_code, body(response)) == (200, drawn())
    assert response["Cache-Control"] == "private, no-store"


def test_a_user_who_is_not_staff_sees_no_hidden_file(client, hidden):
    client.force_login(get_user_model().objects.create_user("reader"))
    assert client.get(url_of(hidden)).status_code == 404
    assert client.get(hidden.file.url).status_code == 404


def test_a_changed_description_leads_to_another_address(client, image):
    before = url_of(image)
    changed = describe_image(image=image.id, values={"credit": "Photo: B"}, by=None)
    make_due_renditions()
    assert (
        client.head(before).status_code == 200
    )  # Pages that were cached before still show it for a while.
    Rendition.objects.filter(path=before.removeprefix("/files/")).delete()
    response = client.get(before)
    assert (response.status_code, response["Location"]) == (
        301,
        f"http://127.0.0.1:8000{url_of(changed)}",
    )


def test_every_address_of_a_killed_image_is_gone(client, staff_client, image):
    made, unmade = url_of(image), url_of(image, "webp", "4x3", 320)
    Rendition.objects.filter(path=path_of(image, "webp", "4x3", 320)).delete()
    kill_image(image=image.id, by=None)
    for asking in (client, staff_client):
        for url in (made, unmade):
            response = asking.get(url)
            assert (response.status_code, response["Cache-Control"]) == (410, "no-store")
    assert staff_client.get(image.file.url).status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "../../cms/settings.py",
        "originals/../../manage.py",
        "originals/%2e%2e/%2e%2e/manage.py",
        "originals/ab/..%2fsecret",
        "//etc/passwd",
        "originals/",
        "r/",
        "r/0123456789abcdef/w640.exe",
        "r/0123456789abcdef/w641.jpg",
        "",
    ],
)
def test_no_other_path_leads_anywhere(staff_client, path):
    assert staff_client.get(f"/files/{path}").status_code == 404


def test_a_recipe_outside_the_list_is_never_made(client, image):
    assert client.get(url_of(image).replace("o320.", "o321.")).status_code == 404


def test_a_file_that_is_missing_on_disk_is_logged_and_not_found(client, image, caplog):
    default_storage.delete(path_of(image))
    assert client.get(url_of(image)).status_code == 404
    assert "is missing" in caplog.text


def test_writing_is_not_allowed(client, image):
    assert client.post(url_of(image)).status_code == 405


@pytest.mark.django_db
def test_a_hidden_file_and_none_answer_alike(client):
    hidden = add_image(values={}, by=None, content=drawn("tan"))
    nothing = f"/files/originals/00/{'0' * 64}.png"
    found, absent = client.get(f"/files/{hidden.file.name}"), client.get(nothing)
    assert (found.status_code, found.content) == (absent.status_code, absent.content)
    assert found.headers == absent.headers
