"""Who may call what, and what they may see: the hand-written half of docs/routes.md.

Every route of the URLconf has a row here, or belongs to a family; `make routes` renews the page. To add a route, add a
row for each state that it can be asked about: what is public, what is hidden, what is gone. What needs a key has its
rows in the `…_rows` modules beside this one, in the form that `tests.routes.keyed` explains.
"""

from collections.abc import Mapping
from typing import NamedTuple

from cms.http.ready import BRIEF, NEWS, PRIVATE, VOCABULARY
from tests.routes import manage_rows, preview_rows, webhook_rows
from tests.routes.keyed import Keyed

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
CALLERS = ("anonymous", "editor", "stranger")
Statuses = Mapping[str, tuple[int, int, int]]
"""For each method the status for anonymous, for an editor and for a stranger."""


class Row(NamedTuple):
    """One route, asked about one state; `example` is an address with names of the scene in it."""

    route: str
    example: str
    shows: str
    caching: str
    statuses: Statuses


def _all_alike(get: int, *, options: int = 204) -> Statuses:
    """Return what a read-only address answers, whoever asks."""
    reads = {"GET": get, "HEAD": get, "OPTIONS": options}
    return {method: (reads.get(method, 405),) * 3 for method in METHODS}


def _api(path: str, *cases: tuple[str, int, str, str]) -> list[Row]:
    """Return the rows of an API address; a case is its key, status, what it shows and its caching."""
    return [
        Row(
            f"api/v1/{path}",
            f"/api/v1/{path.replace('<str:key>', key)}",
            shows,
            caching,
            _all_alike(status),
        )
        for key, status, shows, caching in cases
    ]


def _page(route: str, example: str, status: int, shows: str, caching: str = NEWS) -> Row:
    """Return the row of a page: GET and HEAD alone."""
    return Row(route, example, shows, caching, _all_alike(status, options=405))


def _link(route: str, example: str, status: int, shows: str) -> Row:
    """Return the row of an address that is its own permission: POST alone, whoever asks."""
    does = {"POST": status, "OPTIONS": 204}
    statuses = {method: (does.get(method, 405),) * 3 for method in METHODS}
    return Row(route, example, shows, PRIVATE, statuses)


def _staff_page(route: str, example: str, shows: str, caching: str) -> Row:
    """Return the row of a file that only staff may see; to others it is not there."""
    reads = {"GET": (404, 200, 404), "HEAD": (404, 200, 404)}
    statuses = {method: reads.get(method, (405, 405, 405)) for method in METHODS}
    return Row(route, example, shows, caching, statuses)


_PRIVATE = "private, no-store"
_NOTHING = "nothing: as if it were not there"
_MOVED = "where it is now"
_ORIGINAL = r"files/^(?P<path>originals/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})\.[a-z]{3,4})$"
_RENDITION = r"files/^(?P<path>r/[A-Za-z0-9_-]{16}/[owns][0-9]{1,5}\.[a-z]{3,4})$"
_PASSED = (
    r"files/^p/(?P<until>[0-9]{1,12})\.(?P<signature>[A-Za-z0-9_-]{43})/"
    r"(?P<path>r/[A-Za-z0-9_-]{16}/[owns][0-9]{1,5}\.[a-z]{3,4})$"
)

ROWS: list[Row] = [
    _page("healthz", "/healthz", 200, "that the process lives", PRIVATE),
    _page("readyz", "/readyz", 200, "which parts work; to staff also why not", PRIVATE),
    *_api("", ("", 200, "the API's addresses", VOCABULARY)),
    *_api("schema/", ("", 200, "the API's description", VOCABULARY)),
    *_api("docs/", ("", 200, "the API's description as a page", VOCABULARY)),
    *_api("articles/", ("", 200, "live editions", NEWS)),
    *_api(
        "articles/<str:key>/",
        ("{live}", 200, "a live edition", NEWS),
        ("{former}", 301, _MOVED, NEWS),
        ("{withdrawn}", 410, "that it was withdrawn: kind, time, public reason", NEWS),
        ("{draft}", 404, _NOTHING, PRIVATE),
        ("{draft_id}", 404, _NOTHING, PRIVATE),
    ),
    *_api(
        "articles/<str:key>/related/",
        ("{live}", 200, "live editions", NEWS),
        ("{former}", 301, _MOVED, NEWS),
        ("{withdrawn}", 410, "that it was withdrawn: kind, time, public reason", NEWS),
        ("{draft}", 404, _NOTHING, PRIVATE),
    ),
    *_api("headlines/", ("", 200, "live editions", NEWS)),
    *_api("tags/", ("", 200, "tags of live editions and their ancestors", VOCABULARY)),
    *_api(
        "tags/<str:key>/",
        ("{tag}", 200, "a tag of a live edition", VOCABULARY),
        ("{hidden_tag}", 404, _NOTHING, PRIVATE),
    ),
    *_api("sources/", ("", 200, "sources of live editions", VOCABULARY)),
    *_api(
        "sources/<str:key>/",
        ("{source}", 200, "a source of a live edition", VOCABULARY),
        ("{hidden_source}", 404, _NOTHING, PRIVATE),
    ),
    *_api("images/", ("", 200, "images of live editions", VOCABULARY)),
    *_api(
        "images/<str:key>/",
        ("{image}", 200, "an image of a live edition", VOCABULARY),
        ("{hidden_image}", 404, _NOTHING, PRIVATE),
        ("{killed_image}", 410, "that it was taken back", PRIVATE),
    ),
    *_api("changes/", ("", 200, "what live editions and what they show became, and what left", BRIEF)),
    _link(
        "api/v1/webhooks/acknowledgements/<str:token>/",
        "/api/v1/webhooks/acknowledgements/{acknowledgement}/",
        200,
        "that the kill is acknowledged",
    ),
    _link(
        "api/v1/webhooks/acknowledgements/<str:token>/",
        "/api/v1/webhooks/acknowledgements/nonsense/",
        404,
        _NOTHING,
    ),
    *_api("site/", ("", 200, "what the newsroom says of itself", VOCABULARY)),
    _staff_page(_ORIGINAL, "/files/{original}", "an original", "private, no-store"),
    _page(_PASSED, "/files/{pass}{hidden_rendition}", 200, "a file of an image that is not public", _PRIVATE),
    _page(_PASSED, "/files/{forged_pass}{hidden_rendition}", 404, _NOTHING, PRIVATE),
    _page(_RENDITION, "/files/{rendition}", 200, "a file of a public image", "public, max-age=31536000, immutable"),
    _page("", "/", 200, "live editions"),
    _page("articles/<str:key>/", "/articles/{live}/", 200, "a live edition"),
    _page("articles/<str:key>/", "/articles/{former}/", 301, _MOVED),
    _page("articles/<str:key>/", "/articles/{withdrawn}/", 410, "that it was withdrawn"),
    _page("articles/<str:key>/", "/articles/{draft}/", 404, _NOTHING, PRIVATE),
    _page("preview/<uuid:key>/", "/preview/{draft_id}/?token={token}", 200, "a draft, to whoever has a link", _PRIVATE),
    _page("preview/<uuid:key>/", "/preview/{draft_id}/?token=forged", 401, "nothing", PRIVATE),
    _page("preview/<uuid:key>/", "/preview/{draft_id}/", 401, "nothing", PRIVATE),
    _page("tags/<str:key>/", "/tags/{tag}/", 200, "live editions with a tag"),
    _page("tags/<str:key>/", "/tags/{hidden_tag}/", 404, _NOTHING, PRIVATE),
    _page("search/", "/search/?q=harbour", 200, "live editions"),
    _page("favicon.ico", "/favicon.ico", 301, "our icon"),
]  # fmt: skip


KEYED: list[Keyed] = [*manage_rows.ROWS, *preview_rows.ROWS, *webhook_rows.ROWS]


class Family(NamedTuple):
    """Routes below one prefix with one rule; `open_to_all` are those that it does not close."""

    prefix: str
    shows: str
    anonymous: str
    editor: str
    stranger: str
    caching: str
    open_to_all: frozenset[str]


ADMIN = Family(
    prefix="admin/",
    shows="working copies and all else that staff with the permission may see",
    anonymous="302 to the login page",
    editor="what the permissions allow",
    stranger="302 to the login page",
    caching="private",
    open_to_all=frozenset({"admin/login/"}),
)
FAMILIES = [ADMIN]


def is_of(family: Family, route: str) -> bool:
    """Say whether a route follows the rule of a family."""
    return route.startswith(family.prefix)
