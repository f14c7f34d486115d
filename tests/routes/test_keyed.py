"""Every route that needs a key, called with every method by everybody; and what a key gets on the public ones."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from zeal import zeal_ignore

from cms.access.models import AuditLine
from cms.access.scopes import SCOPES
from tests.routes.callers import BAD_KEYS, ELSEWHERE, NOBODY_KNOWN, browser_for, make_callers
from tests.routes.keyed import READS, Keyed
from tests.routes.scene import Scene, make_scene
from tests.routes.table import KEYED, METHODS, ROWS
from tests.routes.urlconf import methods_of, views
from tests.secrecy.fingerprint import fingerprint

pytestmark = pytest.mark.django_db
PUBLIC = [row for row in ROWS if row.example.startswith("/api/")]
ROUTES = {row.route: row.example for row in KEYED}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    """Make it once for all tests of this file, inside a transaction that is taken back at their end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_scene()
        audited = AuditLine.objects.latest("id").pk
        yield made | {"callers": make_callers(made), "audited": audited}
        transaction.set_rollback(True)


def send(scene: Scene, caller: str, method: str, path: str) -> HttpResponseBase:
    wishes: dict[str, Any] = {"Accept": "text/html"} if "/docs/" in path else {}
    browser = browser_for(scene["callers"][caller])
    answer = browser.generic(
        method, path.format(**scene), b"{}", content_type="application/json", headers=wishes
    )
    answer.getvalue()
    return answer


def ask(scene: Scene, caller: str, method: str, path: str) -> HttpResponseBase:
    """Return the answer; what the request changed is taken back."""
    with transaction.atomic(), zeal_ignore():
        answer = send(scene, caller, method, path)
        transaction.set_rollback(True)
    return answer


def statuses(scene: Scene, row: Keyed, callers: tuple[str, ...]) -> dict[str, int]:
    """Return what each caller gets, and see that all of them together change nothing."""
    with transaction.atomic():
        before = fingerprint()
        got = {
            caller: send(scene, caller, row.method, row.example).status_code for caller in callers
        }
        assert fingerprint() == before
        transaction.set_rollback(True)
    return got


def test_every_method_of_a_route_with_keys_has_a_row_and_every_row_a_method():
    found = views()
    for route in ROUTES:
        listed = {row.method for row in KEYED if row.route == route}
        assert methods_of(found[route]) | ({"HEAD"} & listed) == listed, route


@pytest.mark.parametrize("row", KEYED, ids=lambda row: f"{row.method} {row.example}")
def test_who_is_not_known_gets_401_and_changes_nothing(scene, row):
    assert statuses(scene, row, NOBODY_KNOWN) == dict.fromkeys(NOBODY_KNOWN, 401)


@pytest.mark.parametrize("row", KEYED, ids=lambda row: f"{row.method} {row.example}")
def test_a_key_without_the_scope_gets_403_and_changes_nothing(scene, row):
    lesser = tuple(scope for scope in SCOPES if not row.permits(scope))
    assert statuses(scene, row, lesser) == dict.fromkeys(lesser, 403)


@pytest.mark.parametrize("row", KEYED, ids=lambda row: f"{row.method} {row.example}")
def test_a_key_with_the_scope_gets_what_the_table_promises(scene, row):
    for caller in ("every scope", *filter(row.permits, SCOPES)):
        answer = ask(scene, caller, row.method, row.example)
        assert answer.status_code == row.status, caller
        assert answer["Cache-Control"] == "private, no-store"
        assert "RateLimit" in answer


@pytest.mark.parametrize(
    "row",
    [row for row in KEYED if row.status >= 400],
    ids=lambda row: f"{row.method} {row.example}",
)
def test_what_is_refused_to_a_key_with_the_scope_changes_nothing_either(scene, row):
    assert statuses(scene, row, ("every scope",)) == {"every scope": row.status}


@pytest.mark.parametrize(
    "row",
    [row for row in KEYED if row.status < 400 and row.method not in READS],
    ids=lambda row: f"{row.method} {row.example}",
)
def test_a_write_leaves_one_line_in_the_audit_log(scene, row):
    with transaction.atomic(), zeal_ignore():
        send(scene, "every scope", row.method, row.example)
        lines = AuditLine.objects.filter(id__gt=scene["audited"])
        written = [*lines.values_list("method", "route", "status")]
        transaction.set_rollback(True)
    assert written == [(row.method, f"/{row.route}", row.status)]


@pytest.mark.parametrize("route", ROUTES)
def test_a_method_that_is_not_listed_is_405(scene, route):
    listed = {row.method for row in KEYED if row.route == route}
    for method in {*METHODS} - listed - {"OPTIONS"}:
        assert ask(scene, "every scope", method, ROUTES[route]).status_code == 405, method


@pytest.mark.parametrize(
    "row", [row for row in KEYED if row.outside], ids=lambda row: f"{row.method} {row.example}"
)
def test_a_key_that_is_limited_to_elsewhere_is_refused_and_changes_nothing(scene, row):
    assert statuses(scene, row, (ELSEWHERE,)) == {ELSEWHERE: row.outside}


@pytest.mark.parametrize("row", PUBLIC, ids=lambda row: row.example)
def test_on_public_routes_a_good_key_gets_what_everybody_gets(scene, row):
    for method in METHODS:
        answer = ask(scene, "every scope", method, row.example)
        assert answer.status_code == row.statuses[method][0], method
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("row", PUBLIC, ids=lambda row: row.example)
def test_on_public_routes_a_bad_key_gets_401(scene, row):
    for method in METHODS:
        for caller in BAD_KEYS:
            assert ask(scene, caller, method, row.example).status_code == 401, f"{caller} {method}"
