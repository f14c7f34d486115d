"""Texts that nobody means well with, and what a verb may do with them."""

import json
from collections.abc import Callable
from typing import Any

from cms.http.problem import Refusal

OWN_STRINGS = [
    "a\x00b", "\ud800", "half \udfff", "\x1b[31m", "\u202eevil", "\u2028line", "\ufeffbom", "e\u0301",
    "\U0001f468\u200d\U0001f469",
    "%s %d {0} {name}", "'; DROP TABLE articles_article; --", "<script>alert(1)</script>", "&amp;&#0;", "x" * 10_000,
    "тест ё Қазақ", "\t", " ", "a\r\nb", "\ufffe", "\U0010ffff", "${jndi:ldap://x}", "../../etc/passwd", "null", "NaN",
]  # fmt: skip


def tried(verb: Callable[[], Any]) -> Any:
    """Return what a verb returns, or its refusal, which says what is wrong in sentences."""
    try:
        return verb()
    except Refusal as refusal:
        said = refusal
    assert 400 <= said.status < 500
    assert said.detail.strip()
    assert all(error.message.strip() for error in said.errors)
    json.dumps([error.message for error in said.errors])
    return said
