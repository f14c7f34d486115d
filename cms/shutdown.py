"""Whether this process's server has begun to shut down; what waits for something then stops waiting."""

import os
from pathlib import Path

STOPPING_FILE_VARIABLE = "STANDFIRST_STOPPING_FILE"


def is_stopping() -> bool:
    """Say whether this process's server has begun to shut down."""
    file = os.environ.get(STOPPING_FILE_VARIABLE)
    return bool(file) and Path(file or "").exists()
