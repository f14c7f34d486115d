"""The tests' settings with an address that takes its time."""

from tests.settings import *

ROOT_URLCONF = "tests.operations.slow_urls"
