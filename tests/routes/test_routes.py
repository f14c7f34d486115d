"""Every route, called with every method by everybody: who may call it, and what it may show."""

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from zeal import zeal_ignore

from tests.conftest import ROOT
from tests.routes.page import page
from tests.routes.scene import Scene, browser_of, make_scene, path_of
from tests.routes.table import ADMIN, CALLERS, FAMILIES, KEYED, METHODS, ROWS, is_of
from tests.routes.urlconf import routes

pytestmark = pytest.mark.django_db
OUTSIDERS = ("anonymous", "stranger")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """Make it once for all tests of this file, inside a transaction that is taken back at their end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


def ask(scene: Scene, caller: str, method: str, path: str) -> HttpResponseBase:
    """Return the answer; what the request changed is taken back."""
    # The admin's own queries all begin in one line of ours, which looks like a loop.
    with transaction.atomic(), zeal_ignore():
        wishes = {"Accept": "text/html"} if "/docs/" in path else {}
        answer = browser_of(caller, scene).generic(method, path, headers=wishes)
        answer.getvalue()  # Read to its end, a file is closed.
        transaction.set_rollback(True)
    return answer


def test_every_route_has_a_row_and_every_row_a_route():
    listed = {row.route for row in [*ROWS, *KEYED]}
    found = {route for route in routes() if not any(is_of(family, route) for family in FAMILIES)}
    assert found - listed == set(), "Give them rows in tests/routes/table.py, then: make routes"
    assert listed - found == set(), (
        "Take these rows out of tests/routes/table.py, then: make routes"
    )


def test_the_page_is_the_table():
    committed = (ROOT / "docs" / "routes.md").read_text()
    assert committed == page(), "It has drifted. Run: make routes"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_everybody_gets_what_the_table_promises(scene, row):
    path = row.example.format(**scene)
    for method in METHODS:
        got = tuple(ask(scene, caller, method, path).status_code for caller in CALLERS)
        assert got == row.statuses[method], f"{method} {path}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_the_caching_is_as_promised(scene, row):
    for caller in CALLERS:
        answer = ask(scene, caller, "GET", row.example.format(**scene))
        if answer.status_code == row.statuses["GET"][1]:
            assert answer["Cache-Control"] == row.caching
        assert "Cookie" not in answer.get("Vary", "") or "public" not in answer["Cache-Control"]
        assert not answer.cookies


@pytest.mark.parametrize("caller", OUTSIDERS)
def test_outsiders_are_sent_from_every_page_of_the_admin_to_its_login(scene, caller):
    for route in admin_routes() - ADMIN.open_to_all:
        path = path_of(route, scene)
        for method in METHODS:
            answer = ask(scene, caller, method, path)
            # From logout, which needs no login, back to the start.
            wanted = "/admin/" if route == "admin/logout/" else f"/admin/login/?next={path}"
            assert (answer.status_code, answer["Location"]) == (302, wanted), f"{method} {path}"


def test_an_editor_is_sent_from_no_page_of_the_admin_to_its_login(scene):
    for route in admin_routes() - ADMIN.open_to_all:
        path = path_of(route, scene)
        for method in METHODS:
            answer = ask(scene, "editor", method, path)
            assert answer.status_code in {200, 302, 400, 403, 404, 405}, f"{method} {path}"
            assert "/admin/login/" not in answer.get("Location", ""), f"{method} {path}"


def test_no_shared_cache_keeps_a_page_of_the_admin(scene):
    for route in admin_routes():
        answer = ask(scene, "editor", "GET", path_of(route, scene))
        kept_apart = "private" in answer.get("Cache-Control", "") or "Cookie" in answer.get(
            "Vary", ""
        )
        assert kept_apart or answer.status_code in {403, 404}, route


def admin_routes() -> set[str]:
    return {route for route in routes() if is_of(ADMIN, route)}
