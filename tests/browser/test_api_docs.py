"""The page to read and try the API, in a real browser: all of it ours, nothing against our policy."""

import pytest

from tests.contract import described

pytestmark = pytest.mark.browser
# What Swagger UI remarks on every list of UUIDs, and then shows a text field.
SHRUG = "console: Could not find component: JsonSchema_string_uuid"


def test_screenshots_the_docs_show_every_operation_and_ask_nobody_else(visitor, screenshot):
    guest = visitor(viewport={"width": 1280, "height": 900})
    page = guest.open("/api/v1/docs/")
    page.wait_for_selector(".opblock")
    operations = sum(map(len, described()["paths"].values()))
    assert page.locator(".opblock").count() == operations
    assert guest.noticed == []
    screenshot(page, "api-docs")


def test_screenshots_an_operation_can_be_tried(visitor, screenshot):
    guest = visitor(viewport={"width": 1280, "height": 900})
    page = guest.open("/api/v1/docs/#/headlines/listHeadlines")
    page.locator(".opblock.is-open .btn.execute").click()
    answered = page.locator(".live-responses-table tbody .response-col_status").first
    assert "200" in answered.inner_text()
    assert set(guest.noticed) <= {SHRUG}
    screenshot(page, "api-docs-tried")
