"""The tests' settings with an address that takes its time."""

import os

# The tests' settings put every variable back; this one is what `serve` has just set.
budget = os.environ.get("DATABASE_STATEMENT_TIMEOUT_MS", "")

from tests.settings import *

DATABASE_STATEMENT_TIMEOUT_MS = int(budget or 0)

ROOT_URLCONF = "tests.operations.slow_urls"
