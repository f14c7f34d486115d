"""The tests' settings for a server that may fetch pictures from this machine."""

from tests.settings import *  # noqa: F403

OUTBOUND_ALLOW = ["127.0.0.1"]
