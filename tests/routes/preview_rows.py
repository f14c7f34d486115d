"""Who may call what below /api/v1/preview/; a row is explained in `tests.routes.keyed`."""

from tests.routes.keyed import Keyed

ROWS: list[Keyed] = []
