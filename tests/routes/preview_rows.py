"""Who may call what below /api/v1/preview/; a row is explained in `tests.routes.keyed`."""

from tests.routes.keyed import Keyed, keyed

ROWS: list[Keyed] = keyed(
    "preview/articles/<uuid:article>/",
    "preview/articles/{draft_id}/",
    outside=404,
    GET=("drafts:read", 200, "a working copy in the public shape"),
)
