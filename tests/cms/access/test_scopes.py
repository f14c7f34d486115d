import re

from cms.access.scopes import SCOPES, scope_problems
from tests.conftest import ROOT


def test_the_page_about_keys_explains_every_scope_as_the_code_does():
    page = (ROOT / "docs" / "keys.md").read_text()
    assert dict(re.findall(r"^\| `([a-z:-]+)` \| (.+) \|$", page, re.MULTILINE)) == SCOPES


def test_what_is_no_scope_is_named():
    assert scope_problems(["drafts:read"]) == []
    assert [error.code for error in scope_problems([])] == ["required"]
    [error] = scope_problems(["drafts:read", "drafts:eat"])
    assert "“drafts:eat”" in error.message
