"""What every test of the feed needs."""

import threading
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def nobody_looks_on(transactional_db: None) -> Iterator[None]:
    """End a test only when the thread that looks at the log for those who waited has ended, too."""
    yield
    for thread in threading.enumerate():
        if thread.name == "changes":
            thread.join(10)
