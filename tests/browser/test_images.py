"""The library of images in a real browser: dropping files, the grid, the focal point, the credit line."""

import base64
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from media.library import attach_file
from media.models import Image
from media.recipes import Size, crop
from tests.articles.builders import make_draft, make_image, png, use_of
from tests.browser.conftest import LOAD_PICTURES
from tests.browser.test_admin import CONTRAST, TOO_WIDE
from tests.media.pictures import drawn, patterned

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIBRARY = "/admin/media/image/"
DROP = """
(files) => {
  const data = new DataTransfer()
  for (const [name, base64] of files) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    data.items.add(new File([bytes], name))
  }
  for (const type of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}))
}
"""


def drop(page: Page, **files: bytes) -> None:
    """Drop files onto the page; their names end after two underscores."""
    named = [
        (name.replace("__", "."), base64.b64encode(content).decode())
        for name, content in files.items()
    ]
    page.evaluate(DROP, named)


def answers(page: Page) -> dict[str, tuple[str, str]]:
    """Return what was answered for each file: its status and the words."""
    return {
        row.locator("[data-name]").inner_text(): (
            row.get_attribute("data-status") or "",
            row.locator("[data-answer]").inner_text(),
        )
        for row in page.locator(".upload-result").all()
    }


@pytest.fixture
def library(editor) -> Callable[..., Page]:
    """Return a function that opens the library as somebody who may do everything."""
    return lambda **wishes: editor(**wishes).open(LIBRARY)


def test_dropped_files_are_answered_one_by_one_and_stand_in_the_grid(library):
    first = make_image(title="First", alt={"en": "Navy"})
    page = library()
    drop(page, red__png=drawn("red"), navy__png=png(), page__png=b"<html>no picture</html>")
    expect(page.locator("[data-sum]")).to_have_text("Done: 1 taken, 1 there already, 1 refused.")
    told = answers(page)
    assert told["red.png"][0] == "accepted"
    assert told["navy.png"][0] == "duplicate"
    assert told["page.png"][0] == "refused"
    assert "no picture that we know" in told["page.png"][1]
    link = page.locator(".upload-result", has_text="navy.png").locator("a")
    assert str(first.pk) in (link.get_attribute("href") or "")
    expect(page.locator(".tile-title")).to_have_text(["red", "First"])


def test_the_number_of_results_beside_the_search_follows_an_upload(editor):
    make_image(title="First", alt={"en": "Navy"})
    page = editor().open(f"{LIBRARY}?q=harbour")
    expect(page.locator("#changelist-search .quiet")).to_have_text("0 results (Show all)")
    drop(page, harbour__png=drawn("red"))
    expect(page.locator("#changelist-search .quiet")).to_have_text("1 result (Show all)")


def test_chosen_files_are_sent_with_their_progress(editor):
    desk = editor()
    page = desk.open(LIBRARY)
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 1_500_000},
    )
    page.evaluate(
        """() => {
          window.seen = []
          new MutationObserver(() => {
            for (const bar of document.querySelectorAll("[data-progress]")) window.seen.push(bar.value)
          }).observe(document.querySelector("[data-results]"), {subtree: true, attributes: true})
        }"""
    )
    content = patterned((1200, 900))
    page.set_input_files(
        "#upload_files", {"name": "large.png", "mimeType": "image/png", "buffer": content}
    )
    expect(page.locator(".upload-result")).to_have_attribute(
        "data-status", "accepted", timeout=20_000
    )
    seen = page.evaluate("window.seen")
    assert any(0 < value < 100 for value in seen)
    assert seen == sorted(seen) or 0 in seen[1:]
    assert desk.noticed == []


def test_the_keyboard_reaches_the_file_picker(library):
    page = library()
    page.locator("#upload_files").focus()
    with page.expect_file_chooser() as opened:
        page.keyboard.press("Enter")
    opened.value.set_files([{"name": "a.png", "mimeType": "image/png", "buffer": drawn("red")}])
    expect(page.locator("[data-sum]")).to_have_text("Done: 1 taken.")


def test_without_a_script_the_files_are_sent_as_a_plain_form(library):
    page = library(java_script_enabled=False)
    page.set_input_files(
        "#upload_files",
        [
            {"name": "a.png", "mimeType": "image/png", "buffer": drawn("red")},
            {"name": "b.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"},
        ],
    )
    page.click("#upload_form button")
    rows = page.locator(".upload-result")
    expect(rows.nth(0)).to_contain_text("taken: a")
    expect(rows.nth(1)).to_contain_text("SVG")
    assert Image.objects.count() == 1


def test_what_was_uploaded_in_the_popup_can_be_chosen_at_once(editor):
    article = make_draft()
    page = editor().open(f"/admin/articles/article/{article.pk}/change/")
    with page.expect_popup() as opened:
        page.click(".field-lead_image [data-choose]")
    popup = opened.value
    popup.wait_for_load_state()
    drop(popup, harbour__png=drawn("green"))
    popup.locator("#result_list a[data-popup-opener]", has_text="harbour").click()
    page.locator(".field-lead_image .thumb img").wait_for()
    page.click("button[name=_continue]")
    page.wait_for_load_state()
    article.refresh_from_db()
    assert article.lead_image.title == "harbour"


def test_the_grid_gives_way_to_the_table_and_comes_back(library):
    make_image(title="Pier")
    page = library()
    page.click(".view-switch >> text=Table")
    expect(page.locator("table#result_list .field-name")).to_have_text("Pier")
    page.goto(page.url.partition("?")[0])
    expect(page.locator("table#result_list")).to_be_visible()
    page.click(".view-switch >> text=Grid")
    expect(page.locator(".image-grid .tile img")).to_be_visible()


def test_the_focal_point_is_set_by_a_click_and_the_crops_are_the_servers(editor):
    image = make_picture((900, 400))
    desk = editor()
    page = desk.open(f"{LIBRARY}{image.pk}/change/")
    box = page.locator("[data-stage] img").bounding_box()
    assert box
    page.locator("[data-stage] img").click(
        position={"x": box["width"] * 0.8, "y": box["height"] * 0.25}, force=True
    )
    x, y = float(page.input_value("[name=focal_x]")), float(page.input_value("[name=focal_y]"))
    assert (round(x, 1), round(y, 2)) == (0.8, 0.25)
    whole = Size(900, 400)
    for ratio in ("16x9", "4x3", "1x1"):
        cut = crop(whole, ratio, (x, y))
        style = page.locator(f"[data-ratio='{ratio}'] img").evaluate(
            "one => one.style.objectPosition"
        )
        left, top = (float(part.rstrip("%")) for part in style.split())
        across, down = whole.width - cut.size.width, whole.height - cut.size.height
        assert left == pytest.approx(100 * cut.left / across if across else 50, abs=0.01)
        assert top == pytest.approx(100 * cut.top / down if down else 50, abs=0.01)
    page.click("button[name=_continue]")
    page.wait_for_load_state()
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (x, y)
    assert desk.noticed == []


def test_the_focal_point_moves_by_the_keyboard_and_by_numbers(editor):
    image = make_picture((300, 400))
    page = editor().open(f"{LIBRARY}{image.pk}/change/")
    marker = page.locator("[data-marker]")
    marker.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert page.input_value("[name=focal_x]") == "0.51"
    assert page.input_value("[name=focal_y]") == "0.4"
    page.fill("[name=focal_x]", "0.1")
    assert (
        marker.get_attribute("aria-label") == "Focal point: 10 % from the left, 40 % from the top"
    )


def test_a_credit_line_is_read_while_it_is_typed_and_taken_over_with_a_click(editor):
    image = make_image(credit="", digital_source_type="")
    desk = editor()
    page = desk.open(f"{LIBRARY}{image.pk}/change/")
    page.fill("[name=credit]", "Photo: Grok AI Generated, ill. purposes.")
    suggestion = page.locator("[data-suggestion]")
    expect(suggestion).to_contain_text("Grok, illustrative")
    expect(page.locator("[data-language=ru]")).to_contain_text("Photo: Grok AI Generated")
    page.select_option("[name=digital_source_type]", "digitalCapture")
    expect(page.locator("[data-contradiction]")).to_contain_text("says that AI made it (Grok)")
    page.click("[data-take]")
    assert page.input_value("[name=digital_source_type]") == "trainedAlgorithmicMedia"
    assert page.is_checked("[name=is_illustrative]")
    expect(page.locator("[data-contradiction]")).to_be_empty()
    assert desk.noticed == []


def make_picture(size: tuple[int, int], colour: str = "#2a6f97", **values) -> Image:
    """Return an image that has something to see in it."""
    image = make_image(has_file=False, **values)
    return attach_file(image=image.pk, content=patterned(size, colour), by=None)


@pytest.fixture
def collection(newsroom) -> dict[str, str]:
    """Fill the library with images of every standing and return the pages that show them, by name."""
    now = timezone.now()
    harbour = make_picture((1600, 1000), title="Harbour at dawn", credit="Photo: A. Painter")
    copy = make_picture((800, 500), title="Harbour, small copy", credit="Photo: Orda")
    make_image(title="Awaited portrait", has_file=False)
    make_picture((900, 900), "#7b2d8b", title="Nobody said", digital_source_type="", credit="")
    make_picture(
        (1200, 800), "#9c6644", title="Ends soon", rights_expire_at=now + timedelta(days=9)
    )
    wrong = make_picture((1000, 700), "#386641", title="Contradiction", credit="Image: Midjourney")
    article = make_draft("Warned of its picture", lead_image=use_of(wrong))
    make_draft("Shows the harbour", lead_image=use_of(harbour))
    return {
        "images-filled": f"{LIBRARY}?view=grid",
        "images-table": f"{LIBRARY}?view=table",
        "images-popup": f"{LIBRARY}?_to_field=id&_popup=1&view=grid",
        "image-focal": f"{LIBRARY}{harbour.pk}/change/",
        "image-contradiction": f"{LIBRARY}{wrong.pk}/change/",
        "image-new": f"{LIBRARY}add/",
        "image-upload": f"{LIBRARY}upload/",
        "image-replace": f"{LIBRARY}{harbour.pk}/replace/?by={copy.pk}",
        "duplicates": f"{LIBRARY}duplicates/",
        "duplicates-keep": f"{LIBRARY}duplicates/keep/?keep={harbour.pk}&other={copy.pk}",
        "article-warned": f"/admin/articles/article/{article.pk}/change/",
        "index-rights": "/admin/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_images_is_calm_and_all_text_stands_out(editor, collection, scheme):
    desk = editor(color_scheme=scheme)
    for name, path in collection.items():
        assert desk.open(path).evaluate(CONTRAST) == [], name
        assert desk.noticed == [], name


def test_no_page_of_images_needs_a_script_that_stands_in_it(editor, collection):
    desk = editor()
    desk.page.route("**/admin/media/**", with_strict_policy)
    for name, path in collection.items():
        if path.startswith(LIBRARY):
            desk.open(path)
            assert desk.noticed == [], name


def with_strict_policy(route: Route) -> None:
    """Answer as the server does, with a policy that forbids every script but those in files of our own."""
    answer = route.fetch()
    policy = "script-src 'self'; object-src 'none'; base-uri 'none'"
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_page_of_images_is_wider_than_the_screen(editor, collection, width):
    desk = editor(viewport={"width": width, "height": 900})
    for name, path in collection.items():
        page = desk.open(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(TOO_WIDE) == 0, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_screenshots_of_images(editor, collection, screenshot, scheme, width):
    desk = editor(color_scheme=scheme, viewport={"width": width, "height": 900})
    for name, path in collection.items():
        screenshot(desk.open(path), f"admin-{name}-{width}-{scheme}")
        assert desk.noticed == [], name
    page = desk.open(LIBRARY + "?view=grid")
    drop(
        page, night__png=patterned((700, 500), "#14213d"), navy__png=png(), notes__txt=b"no picture"
    )
    page.locator("[data-sum]", has_text="Done").wait_for()
    page.locator(".tile-title:text-is('night')").wait_for()
    page.evaluate(LOAD_PICTURES)
    page.wait_for_function("[...document.images].every((one) => one.naturalWidth)")
    screenshot(page, f"admin-images-uploaded-{width}-{scheme}")
