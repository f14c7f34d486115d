"""The reader, in a real browser, with the sample newsroom in it."""

from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTRAST = Path(__file__).with_name("contrast.js").read_text()
UNLOADED = "[...document.images].filter(one => !one.naturalWidth).map(one => one.src)"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
REFUSED = ("not-found", "withdrawn")


def test_every_page_is_calm_and_every_picture_loads(visitor, newsroom):
    guest = visitor()
    for name, path in newsroom.items():
        if name not in REFUSED:  # About those the browser itself says that the answer is an error.
            assert guest.open(path).evaluate(UNLOADED) == [], name
            assert guest.noticed == [], name


def test_every_page_has_a_policy_that_runs_no_foreign_script(visitor, newsroom):
    guest = visitor()
    for path in newsroom.values():
        answer = guest.page.goto(f"{guest.home}{path}")
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy


@pytest.mark.parametrize("width", [320, 768, 1920])
def test_no_page_is_wider_than_the_screen(visitor, newsroom, width):
    guest = visitor(viewport={"width": width, "height": 900})
    assert {
        name: guest.open(path).evaluate(TOO_WIDE) for name, path in newsroom.items()
    } == dict.fromkeys(newsroom, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(visitor, newsroom, scheme):
    guest = visitor(color_scheme=scheme)
    faults = {name: guest.open(path).evaluate(CONTRAST) for name, path in newsroom.items()}
    assert faults == {name: [] for name in newsroom}


def test_a_reader_without_scripts_reads_and_searches(visitor, newsroom):
    guest = visitor(java_script_enabled=False)
    page = guest.page
    page.goto(guest.home)
    headline = page.locator(".lead h2").inner_text()
    page.locator(".lead h2 a").click()
    assert page.locator("h1").inner_text().startswith(headline[:20])
    page.get_by_role("searchbox").fill("lake")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=lake**")
    assert page.locator(".snippet mark").first.is_visible()


def test_the_keyboard_skips_to_the_content(visitor, newsroom):
    page = visitor().open("/")
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_whole_of_an_item_leads_to_its_article(visitor, newsroom):
    page = visitor(viewport={"width": 1280, "height": 900}).open("/")
    address = page.locator(".card h2 a").first.get_attribute("href")
    page.locator(".card").first.click(position={"x": 5, "y": 5})
    page.wait_for_url(f"**{address}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_screenshots(visitor, newsroom, screenshot, width, scheme):
    guest = visitor(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name, path in newsroom.items():
        screenshot(guest.open(path), f"reader-{name}-{width}-{scheme}")
