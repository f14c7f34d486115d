"""The door that editors come in by, in a real browser."""

import pytest

pytestmark = pytest.mark.browser


def test_the_login_page_is_calm(visitor):
    guest = visitor()
    guest.open("/admin/login/")
    assert guest.page.locator("input[name=password]").is_visible()
    assert guest.noticed == []
