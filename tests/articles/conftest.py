"""Fixtures of the tests about articles."""

import json
from pathlib import Path

import pytest

from tests.articles.naughty import OWN_STRINGS


@pytest.fixture
def naughty_strings(shared: Path) -> list[str]:
    """The big list of naughty strings; for tests marked `external`."""
    found: list[str] = json.loads((shared / "data" / "text" / "blns.json").read_text("utf-8"))
    return found


@pytest.fixture
def strings(naughty_strings: list[str]) -> list[str]:
    """The big list of naughty strings, and our own."""
    return [*naughty_strings, *OWN_STRINGS]
