"""An image's page: its file, its rights, what its file says, overriding it, the credit line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cms.access.models import User
from media.library import attach_file, kill_image
from media.metadata.packet import Facts, write_packet
from media.models import DisclosureOverride, Image
from tests.articles.admin.pages import errors_of, messages_of, sent_by, text_of, tree_of
from tests.articles.builders import make_draft, make_image, png, use_of
from tests.media.pictures import drawn

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/media/image/"
AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def page(image: Image, name: str = "change") -> str:
    return f"{LIBRARY}{image.pk}/{name}/"


def send(browser, address: str, **typed):
    return browser.post(address, sent_by(browser.get(address), "image_form", **typed), follow=True)


def file(content: bytes, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def claiming_ai() -> bytes:
    """Return a JPEG that says of itself that AI made it."""
    return drawn("teal", "JPEG", xmp=write_packet(Facts(digital_source_type=AI, ai_system="Grok")))


def test_rights_are_given_an_end_and_lose_it_again(boss):
    image = make_image()
    send(boss, page(image), rights_expire_at="2030-05-01T12:00:00", licence="CC BY 4.0")
    image.refresh_from_db()
    assert timezone.localtime(image.rights_expire_at).isoformat()[:19] == "2030-05-01T12:00:00"
    assert image.licence == "CC BY 4.0"
    send(boss, page(image), rights_expire_at="")
    image.refresh_from_db()
    assert image.rights_expire_at is None


def test_the_very_file_again_is_refused_at_the_file_with_a_link(boss):
    first = make_image(title="First")
    answer = send(boss, f"{LIBRARY}add/", file=file(png(), "b.png"), title="Second")
    assert "in the library already:First" in errors_of(answer)["file"]
    assert tree_of(answer).css_first(f"ul.errorlist a[href='{page(first)}']")
    assert Image.objects.count() == 1


def test_a_second_record_of_a_file_is_kept_when_that_is_wanted(boss):
    first = make_image()
    send(boss, f"{LIBRARY}add/", file=file(png(), "b.png"), title="Second", allow_duplicate="on")
    assert Image.objects.get(title="Second").sha256 == first.sha256


def test_a_refused_file_leaves_the_image_as_it_was(boss):
    image = make_image(has_file=False)
    answer = boss.post(page(image, "file"), {"file": file(b"<svg/>")}, follow=True)
    assert any("SVG" in message for message in messages_of(answer))
    image.refresh_from_db()
    assert image.is_awaited


def test_no_file_is_asked_for(boss):
    answer = boss.post(page(make_image(has_file=False), "file"), {}, follow=True)
    assert messages_of(answer) == ["Choose the file first."]


def test_a_killed_image_takes_no_file(boss):
    image = kill_image(image=make_image(has_file=False).pk, by=None)
    answer = boss.post(page(image, "file"), {"file": file(drawn())}, follow=True)
    assert any("killed" in message for message in messages_of(answer))


@pytest.mark.parametrize("name", ["file", "override"])
def test_who_may_only_look_neither_attaches_nor_overrides(viewer, name):
    image = make_image()
    assert viewer.post(page(image, name), {"file": file(drawn())}).status_code == 403


def test_the_page_says_what_the_file_said_and_what_the_gate_remarked(boss):
    image = make_image(has_file=False, digital_source_type="digitalCapture", credit="")
    answer = boss.post(page(image, "file"), {"file": file(claiming_ai())}, follow=True)
    assert any("so the image is marked as AI" in message for message in messages_of(answer))
    shown = " ".join(tree_of(answer).css_first(".desk-side").text().split())
    for words in ("What the file says", "AI system XMPGrok", "so the image is marked as AI"):
        assert words in shown


def test_the_files_word_is_not_changed_by_the_form(boss):
    image = attach_file(image=make_image(has_file=False).pk, content=claiming_ai(), by=None)
    answer = send(boss, page(image), digital_source_type="digitalCapture")
    assert "override it with a reason" in errors_of(answer)["digital_source_type"]


def test_the_files_word_is_overridden_with_a_reason_that_is_kept(boss):
    image = attach_file(image=make_image(has_file=False).pk, content=claiming_ai(), by=None)
    assert "Override…" in text_of(boss.get(page(image)))
    typed = {"digital_source_type": "digitalCapture", "reason": "The camera's own noise filter."}
    answer = boss.post(page(image, "override"), typed, follow=True)
    image.refresh_from_db()
    assert image.digital_source_type == "digitalCapture"
    override = DisclosureOverride.objects.get()
    assert (override.by, override.reason) == (User.objects.get(username="boss"), typed["reason"])
    assert "The camera&#x27;s own noise filter." in text_of(answer)


def test_an_override_without_a_reason_is_refused_at_it(boss):
    image = attach_file(image=make_image(has_file=False).pk, content=claiming_ai(), by=None)
    answer = boss.post(page(image, "override"), {"digital_source_type": "digitalCapture"})
    assert "Write a reason" in text_of(answer)
    image.refresh_from_db()
    assert image.digital_source_type == "trainedAlgorithmicMedia"


def test_who_lacks_the_permission_is_offered_no_override(viewer):
    image = attach_file(image=make_image(has_file=False).pk, content=claiming_ai(), by=None)
    shown = text_of(viewer.get(page(image)))
    assert "Override…" not in shown
    assert "Only somebody with the permission" in shown


def test_the_credit_line_is_read_for_what_is_typed(boss):
    typed = {"credit": "Photo: Grok AI Generated, ill. purposes."}
    told = boss.get(f"{LIBRARY}caption-line/", typed).json()
    assert told["reading"]["term"] == "trainedAlgorithmicMedia"
    assert (told["reading"]["ai_system"], told["reading"]["is_illustrative"]) == ("Grok", True)
    assert told["contradiction"] == ""


def test_a_contradiction_is_told_for_what_is_typed(boss):
    typed = {"credit": "Image: Midjourney", "digital_source_type": "digitalCapture"}
    told = boss.get(f"{LIBRARY}caption-line/", typed).json()
    assert "says that AI made it (Midjourney)" in told["contradiction"]


@pytest.mark.parametrize(
    "typed", [{}, {"credit": "x" * 9000}, {"digital_source_type": "nonsense"}, {"credit": "\x00"}]
)
def test_whatever_is_typed_has_lines(boss, typed):
    assert set(boss.get(f"{LIBRARY}caption-line/", typed).json()["lines"]) == {"en", "ru", "kk"}


def test_an_unused_image_is_deleted_by_its_button(boss):
    image = make_image(title="Unused")
    assert "Delete…" in text_of(boss.get(page(image)))
    answer = boss.post(page(image, "delete"), follow=True)
    assert messages_of(answer) == ["“Unused” was deleted."]
    assert not Image.objects.exists()


def test_a_used_image_is_not_deleted_and_says_where_it_is_used(boss):
    image = make_image()
    make_draft("Shows it", lead_image=use_of(image))
    answer = boss.post(page(image, "delete"), follow=True)
    assert any("“Shows it”" in message for message in messages_of(answer))
    assert Image.objects.exists()


def test_who_may_not_delete_is_offered_no_button(writer):
    image = make_image()
    assert "Delete…" not in text_of(writer.get(page(image)))
    assert writer.post(page(image, "delete")).status_code == 403
