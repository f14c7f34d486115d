"""What every test may ask for."""

from pathlib import Path

import pytest

from tests import asked

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_report_header() -> str:
    return f"database: {asked.ENGINE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that are about the other database."""
    other = "sqlite" if asked.ENGINE == "postgresql" else "postgresql"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)


@pytest.fixture
def shared() -> Path:
    """Return the folder of the optional test data; for tests marked `external`."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"The optional test data is missing: {SHARED / 'data'}")
    return SHARED
