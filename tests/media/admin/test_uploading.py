"""Many files at once in the admin: each is taken, there already, or refused with a reason."""

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from zeal import zeal_ignore

from media.darkroom.sniffing import MOST_BYTES
from media.library import kill_image
from media.models import Image
from tests.articles.admin.pages import sent_by, text_of, tree_of
from tests.articles.builders import make_image, png
from tests.media.pictures import drawn, patterned

UPLOAD = "/admin/media/image/upload/"
ADD = "/admin/media/image/add/"
JSON = {"Accept": "application/json"}


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def told(browser, content: bytes, name: str = "a.png"):
    return browser.post(UPLOAD, {"files": sent(name, content)}, headers=JSON)


@pytest.mark.django_db
def test_a_new_picture_is_taken_and_named_after_its_file(boss):
    answer = told(boss, drawn("red"), "Harbour at dawn.png")
    image = Image.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "file": "Harbour at dawn.png",
        "status": "accepted",
        "reason": "",
        "remarks": [],
        "image": {
            "id": str(image.pk),
            "title": "Harbour at dawn",
            "address": f"/admin/media/image/{image.pk}/change/",
        },
        "lookalikes": [],
    }
    assert LogEntry.objects.get(action_flag=ADDITION).object_id == str(image.pk)


@pytest.mark.django_db
def test_the_same_bytes_lead_to_the_image_that_has_them(boss):
    first = make_image(title="First")
    answer = told(boss, png())
    assert (answer.status_code, answer.json()["status"]) == (200, "duplicate")
    assert answer.json()["image"]["id"] == str(first.pk)
    assert Image.objects.count() == 1


@pytest.mark.django_db
def test_pictures_that_look_the_same_are_named(boss):
    told(boss, patterned((400, 300)), "large.png")
    answer = told(boss, patterned((200, 150)), "small.png")
    assert answer.status_code == 201
    assert [one["title"] for one in answer.json()["lookalikes"]] == ["large"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"", "empty"),
        (b"<html></html>", "no picture that we know"),
        (drawn()[:60], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * MOST_BYTES, "more than 50,000,000 bytes"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_gates_reason(boss, content, reason):
    answer = told(boss, content)
    assert (answer.status_code, answer.json()["status"]) == (400, "refused")
    assert reason in answer.json()["reason"]
    assert not Image.objects.exists()


@pytest.mark.django_db
def test_the_bytes_of_a_killed_image_are_refused(boss):
    kill_image(image=make_image().pk, by=None)
    answer = told(boss, png())
    assert (answer.status_code, Image.objects.count()) == (400, 1)
    assert "killed" in answer.json()["reason"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 2])
def test_scripts_send_one_file_at_a_time(boss, count):
    files = [sent(f"{number}.png", b"") for number in range(count)]
    with zeal_ignore():
        answer = boss.post(UPLOAD, {"files": files}, headers=JSON)
    assert (answer.status_code, "exactly one" in answer.json()["reason"]) == (400, True)
    assert not Image.objects.exists()


@pytest.mark.django_db
def test_a_plain_form_answers_for_each_file(boss):
    make_image(title="First")
    files = [sent("a.png", drawn("red")), sent("b.png", png()), sent("c.svg", b"<svg/>")]
    with zeal_ignore():  # Each file is looked at by itself.
        page = tree_of(boss.post(UPLOAD, {"files": files}))
    rows = page.css(".upload-results li[data-status]")
    statuses = [row.attributes["data-status"] for row in rows if row.text(strip=True)]
    assert statuses[:3] == ["accepted", "duplicate", "refused"]
    assert page.css_first(f"a[href='/admin/media/image/{Image.objects.first().pk}/change/']")


@pytest.mark.django_db
def test_a_form_without_a_file_says_so(boss):
    assert "No file was chosen" in text_of(boss.post(UPLOAD, {}))


@pytest.mark.django_db
def test_who_may_add_no_images_uploads_none(viewer):
    assert told(viewer, drawn()).status_code == 403
    assert viewer.get(UPLOAD).status_code == 403
    assert "data-upload" not in text_of(viewer.get("/admin/media/image/"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("page", "field"), [(UPLOAD, "files"), (ADD, "file")])
def test_no_transaction_is_open_while_a_file_is_looked_at(boss, page, field):
    """The gate looks for the same bytes just before the file is decoded."""
    states = []

    def note(execute, sql, params, many, context):
        if 'FROM "media_image"' in sql and "sha256" in sql.partition("WHERE")[2]:
            states.append(connection.in_atomic_block)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        typed = sent_by(boss.get(ADD), "image_form") if page == ADD else {}
        boss.post(page, {**typed, field: sent("a.png", drawn())})
    assert Image.objects.exists()
    assert states[0] is False
