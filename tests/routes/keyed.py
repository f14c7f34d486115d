"""The form of a row for what needs a key: a line for each method, read by the test and by docs/routes.md.

    *keyed(
        "manage/articles/<uuid:article>/", "manage/articles/{draft_id}/", outside=404,
        GET=("drafts:read", 200, "a working copy"),
        PUT=("articles:write", 428, "a working copy"),
    )

The path and an example of it, both without `/api/v1/`; then for each method the scope that it needs (several: with a
blank between), what a key with that scope gets for sending `{}`, and what the answer may show. HEAD answers as GET.
What is not named must be 405 to a key with every scope. `outside` is what a key gets that has every scope but is
limited to another section, language and source.

Everything else follows, and the test asks for it: nobody in particular, people with a session, and keys that are
malformed, unknown, revoked or expired get 401; a key that lacks the scope 403; and none of these changes anything.
"""

from typing import NamedTuple

READS = ("GET", "HEAD")


class Keyed(NamedTuple):
    """One method of one route that needs a key."""

    route: str
    example: str
    method: str
    scopes: tuple[str, ...]
    status: int
    shows: str
    outside: int | None

    def permits(self, scope: str) -> bool:
        """Say whether a key with this scope alone may."""
        return set(self.scopes) <= {scope}


def keyed(
    path: str, example: str = "", *, outside: int | None = None, **methods: tuple[str, int, str]
) -> list[Keyed]:
    """Return the rows of one route; see above."""
    rows = [
        Keyed(
            f"api/v1/{path}",
            f"/api/v1/{example or path}",
            method,
            tuple(scope.split()),
            status,
            shows,
            outside,
        )
        for method, (scope, status, shows) in methods.items()
    ]
    return rows + [row._replace(method="HEAD") for row in rows if row.method == "GET"]
