"""The same people as in the tests of the other admin pages."""

from tests.articles.admin.conftest import boss, viewer, writer

__all__ = ["boss", "viewer", "writer"]
