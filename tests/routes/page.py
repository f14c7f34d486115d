"""The page docs/routes.md: `python -m tests.routes.page > docs/routes.md`."""

import sys
from collections.abc import Iterator

from tests.routes.keyed import Keyed
from tests.routes.table import CALLERS, FAMILIES, KEYED, METHODS, ROWS, Family, Row

_HEADING = """# Who may call what

<!-- Made from tests/routes/table.py and the URLconf; change the table, then: make routes -->

Every route with every method, and the status that each caller gets: somebody **anonymous**, an **editor** (a
superuser's session) and a **stranger** (a session without staff rights). A test calls them all and fails for a route
without a row. GET and HEAD have a line for each state that a route can be asked about. The API knows nobody by a
cookie, so all three get the same; and public routes read live editions alone, so what is hidden answers like what
is not there.

Below `admin/` one rule holds for all routes. Forms there need a CSRF token: without one, they are 403. Files below
`/static/` are the same for everybody.

| route | methods | anonymous | editor | stranger | shows | caching of GET |
| --- | --- | --- | --- | --- | --- | --- |
"""


_KEYED_HEADING = """
## With a key

What follows needs an [API key](keys.md) with the scope named. Nobody in particular, people with a session, and keys
that are malformed, unknown, revoked or expired get 401 for every method; a key that lacks the scope gets 403; a method
that is not listed is 405; none of these changes anything. **Answers** is what a key with the scope gets for an empty
object; **outside** what it gets when its limits (sections, languages, source) do not reach so far. No answer to a key
is kept by a cache: `private, no-store`. On the public addresses above, a good key gets what everybody gets, and a bad
one 401.

| route | method | scope | answers | outside | shows |
| --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """Return the page as Markdown."""
    by_route: dict[str, list[Row]] = {}
    for row in ROWS:
        by_route.setdefault(row.route, []).append(row)
    lines = [line for rows in by_route.values() for line in _lines(rows)]
    families = [_family(family) for family in FAMILIES]
    keyed = [_keyed_line(row) for row in KEYED if row.method != "HEAD"]
    return "".join([_HEADING, *lines, *families, _KEYED_HEADING, *keyed])


def _lines(rows: list[Row]) -> Iterator[str]:
    """Yield a line for each answer of a route, with the methods that answer so in every state."""
    for row in rows:
        callers = map(str, row.statuses["GET"])
        yield _line(_code(row.route), "GET HEAD", *callers, row.shows, f"`{row.caching}`")
    alike: dict[tuple[tuple[int, int, int], ...], list[str]] = {}
    for method in METHODS[2:]:
        answers = tuple(dict.fromkeys(row.statuses[method] for row in rows))
        alike.setdefault(answers, []).append(method)
    for answers, methods in alike.items():
        for callers in answers:
            yield _line(_code(rows[0].route), " ".join(methods), *map(str, callers), "nothing", "")


def _keyed_line(row: Keyed) -> str:
    method = "GET HEAD" if row.method == "GET" else row.method
    scopes = " ".join(f"`{scope}`" for scope in row.scopes)
    outside = str(row.outside or "")
    return _line(_code(row.route), method, scopes, str(row.status), outside, row.shows)


def _family(family: Family) -> str:
    callers = [str(getattr(family, caller)) for caller in CALLERS]
    lines = [_line(f"`/{family.prefix}…`", "all", *callers, family.shows, family.caching)]
    lines += [
        _line(_code(route), "all", "its form", "302 onward", "its form", "no content", "`no-store`")
        for route in sorted(family.open_to_all)
    ]
    return "".join(lines)


def _code(route: str) -> str:
    return f"`/{route}`".replace("|", "\\|")


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.stdout.write(page())
