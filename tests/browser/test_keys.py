"""Keys and previews in a real browser: made, copied, opened, revoked."""

from pathlib import Path

import pytest

from cms.access.key_text import is_key_text
from cms.access.models import ApiKey
from tests.articles.builders import make_draft, make_image, make_tag, use_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTRAST = Path(__file__).with_name("contrast.js").read_text()
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ADD = "/admin/access/apikey/add/"


def test_a_key_is_made_shown_once_copied_and_revoked(editor, screenshot):
    city = make_tag("City", "section")
    make_tag("Port", "section", parent=city.id)
    visitor = editor(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.open(ADD)
    page.fill("[name=name]", "Archive of the coast")
    page.check("input[name=scopes][value='articles:write']")
    page.check("input[name=scopes][value='drafts:read']")
    page.check("text=City › Port")
    screenshot(page, "key-new-screenshots")
    page.click("button[name=_save]")
    page.click("button[data-copy]")
    page.wait_for_selector("text=Copied")
    key = page.input_value("#key")
    assert is_key_text(key)
    assert page.evaluate("navigator.clipboard.readText()") == key
    screenshot(page, "key-made-screenshots")
    page.click("text=I have copied it")
    assert key not in page.content()
    screenshot(page, "key-screenshots")
    page.click("text=Revoke…")
    page.click("button[type=submit]:has-text('Revoke')")
    assert ApiKey.objects.get().revoked_at
    visitor.open("/admin/access/apikey/")
    screenshot(page, "keys-screenshots")
    assert visitor.noticed == []


def test_a_preview_is_opened_and_a_link_sent_to_somebody_without_a_login(
    editor, visitor, screenshot
):
    draft = make_draft("Not out yet", lead_image=use_of(make_image()), standfirst="Soon.")
    desk = editor()
    page = desk.open(f"/admin/articles/article/{draft.pk}/change/")
    with page.expect_popup() as opened:
        page.click("text=Preview the saved draft")
    assert opened.value.locator(".preview-mark").is_visible()
    page.click("text=Preview links…")
    page.select_option("select[name=lifetime]", "a week")
    page.click("text=Make a link")
    screenshot(page, "preview-links-screenshots")
    address = page.locator(".copied input").first.input_value()
    reader = visitor(viewport={"width": 390, "height": 800})
    shown = reader.open(address.removeprefix(reader.home))
    assert shown.locator("h1").inner_text() == "Not out yet"
    assert shown.evaluate("document.images[0].naturalWidth") > 0
    assert shown.evaluate(TOO_WIDE) == 0
    assert shown.evaluate(CONTRAST) == []
    screenshot(shown, "preview-screenshots")
    assert [*desk.noticed, *reader.noticed] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_of_keys_fit_and_can_be_read(editor, screenshot, scheme, width):
    visitor = editor(color_scheme=scheme, viewport={"width": width, "height": 900})
    for name, path in (("key-new", ADD), ("audit", "/admin/access/auditline/")):
        page = visitor.open(path)
        screenshot(page, f"{name}-{scheme}-{width}-screenshots")
        assert page.evaluate(TOO_WIDE) <= 0, name
        assert page.evaluate(CONTRAST) == [], name
    assert visitor.noticed == []
