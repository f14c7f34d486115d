"""Who may call what below /api/v1/manage/; a row is explained in `tests.routes.keyed`."""

from tests.routes.keyed import Keyed, keyed

_ARTICLE = "manage/articles/<str:key>/"
_DRAFT = "manage/articles/{draft_id}/"
_NOTHING = "nothing"
_COPY = "a working copy"

_IMAGE = "manage/images/<str:key>/"
_AN_IMAGE = "manage/images/{hidden_image}/"


def _thing(
    name: str, scope: str, example: str, *, create: int, outside: int | None = None
) -> list[Keyed]:
    """Return the rows of tags, sources or images."""
    what, became = f"a {name}", "what became of it"
    detail = (f"manage/{name}s/<str:key>/", f"manage/{name}s/{example}/")
    return [
        *keyed(f"manage/{name}s/", GET=("drafts:read", 200, what), POST=(scope, create, became)),
        *keyed(*detail, outside=outside, GET=("drafts:read", 200, what)),
        *keyed(
            *detail,
            PUT=(scope, 428, became),
            PATCH=(scope, 428, became),
            DELETE=(scope, 428, _NOTHING),
        ),
        *keyed(
            f"manage/{name}s/by-external-id/<str:source>/<path:external_id>/",
            f"manage/{name}s/by-external-id/wire/a/1/",
            GET=("drafts:read", 404, what),
            PUT=(scope, create, became),
        ),
    ]


_READS_PART = ("drafts:read", 200, "a part of a working copy")
_WRITES_PART = ("articles:write", 428, "what became of it")


def _part(path: str, example: str = "", **methods: tuple[str, int, str]) -> list[Keyed]:
    """Return the rows of a part of an article."""
    where = (f"{_ARTICLE}{path}/", f"{_DRAFT}{example or path}/")
    reads = {"GET": methods.pop("GET")} if "GET" in methods else {}
    return [*keyed(*where, outside=404, **reads), *keyed(*where, **methods)]


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
    *_part("citations", GET=_READS_PART, PUT=_WRITES_PART, POST=_WRITES_PART),
    *_part(
        "citations/<uuid:citation>",
        "citations/{citation}",
        GET=_READS_PART,
        PUT=_WRITES_PART,
        PATCH=_WRITES_PART,
        DELETE=("articles:write", 428, _NOTHING),
    ),
    *_part("pins", GET=_READS_PART, PUT=_WRITES_PART, POST=_WRITES_PART),
    *_part("pins/<uuid:pinned>", "pins/{pinned}", DELETE=("articles:write", 428, _NOTHING)),
    *keyed("manage/bulk/", POST=("articles:write", 400, "what became of each")),
    *_thing("tag", "vocabulary:write", "{hidden_tag}", create=400),
    *keyed(
        "manage/tags/<str:key>/merge/",
        "manage/tags/{hidden_tag}/merge/",
        POST=("vocabulary:write", 428, "what became of it"),
    ),
    *_thing("source", "vocabulary:write", "{hidden_source}", create=400),
    *_thing("image", "media:write", "{hidden_image}", create=201, outside=404),
    *keyed(f"{_IMAGE}file/", f"{_AN_IMAGE}file/", POST=("media:write", 428, "what became of it")),
    *keyed(
        f"{_IMAGE}confirm/", f"{_AN_IMAGE}confirm/", POST=("media:write", 428, "what became of it")
    ),
    *keyed(
        f"{_IMAGE}kill/",
        f"{_AN_IMAGE}kill/",
        POST=("media:write articles:publish", 428, "what became of it"),
    ),
    *keyed(
        f"{_IMAGE}uses/", f"{_AN_IMAGE}uses/", outside=404, GET=("drafts:read", 200, "its uses")
    ),
]
