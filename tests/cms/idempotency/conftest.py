import pytest
from django.test import Client

from tests.keys import bearer


@pytest.fixture
def api() -> Client:
    """Return a client with a key that may do everything."""
    return Client(headers=bearer())
