"""Who may call what below /api/v1/manage/; a row is explained in `tests.routes.keyed`."""

from tests.routes.keyed import Keyed

ROWS: list[Keyed] = []
