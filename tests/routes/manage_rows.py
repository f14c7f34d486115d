"""Who may call what below /api/v1/manage/; a row is explained in `tests.routes.keyed`."""

from tests.routes.keyed import Keyed, keyed

_ARTICLE = "manage/articles/<str:key>/"
_DRAFT = "manage/articles/{draft_id}/"
_NOTHING = "nothing"
_COPY = "a working copy"

ROWS: list[Keyed] = [
    *keyed(
        "manage/articles/",
        GET=("drafts:read", 200, "working copies"),
        POST=("articles:write", 400, "what became of it"),
    ),
    *keyed(_ARTICLE, _DRAFT, outside=404, GET=("drafts:read", 200, _COPY)),
    *keyed(
        _ARTICLE,
        _DRAFT,
        PUT=("articles:write", 428, "what became of it"),
        PATCH=("articles:write", 428, "what became of it"),
        DELETE=("articles:write", 428, _NOTHING),
    ),
    *keyed(
        "manage/articles/by-external-id/<str:source>/<path:external_id>/",
        "manage/articles/by-external-id/wire/a/1/",
        GET=("drafts:read", 404, _COPY),
        PUT=("articles:write", 400, "what became of it"),
    ),
    *(
        row
        for verb in ("publish", "withdraw", "correct")
        for row in keyed(
            f"{_ARTICLE}{verb}/",
            f"{_DRAFT}{verb}/",
            POST=("articles:publish", 428, "what became of it"),
        )
    ),
    *keyed(
        f"{_ARTICLE}schedule/",
        f"{_DRAFT}schedule/",
        POST=("articles:publish", 428, "what became of it"),
        DELETE=("articles:publish", 428, _NOTHING),
    ),
    *keyed(
        f"{_ARTICLE}restore/",
        f"{_DRAFT}restore/",
        POST=("articles:write", 428, "what became of it"),
    ),
    *keyed(
        f"{_ARTICLE}revisions/",
        f"{_DRAFT}revisions/",
        outside=404,
        GET=("drafts:read", 200, "who saved when"),
    ),
    *keyed(
        f"{_ARTICLE}revisions/<int:number>/",
        f"{_DRAFT}revisions/1/",
        outside=404,
        GET=("drafts:read", 200, "a revision"),
    ),
    *keyed("manage/bulk/", POST=("articles:write", 400, "what became of each")),
]
