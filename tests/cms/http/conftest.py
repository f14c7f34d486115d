"""Fixtures of the tests about HTTP."""

import pytest


@pytest.fixture
def own_network(settings):
    """Let calls go to this machine, which tests have their receivers on."""
    settings.OUTBOUND_ALLOW = ["127.0.0.1/32"]
