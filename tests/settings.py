"""Settings of the test run: the product's own settings with no machine's environment in them.

Only the test run's own variables count (`tests/asked.py`); `var/local.env` and everything else in
`cms/env.py` is put back to its default, so that a test sees the same settings on every machine.
"""

import os

from tests import asked

os.environ["VAR_DIR"] = str(asked.FOLDER / "var")

from cms import env

for _name in env.VARIABLES:
    if _name != "VAR_DIR":
        os.environ[_name] = ""
os.environ["DATABASE_URL"] = asked.DATABASE_URL
os.environ["SECRET_KEY"] = "a-key-for-tests-only-" * 4
os.environ["MEDIA_ROOT"] = str(asked.FOLDER / "uploads" / asked.WORKER)
os.environ["STATIC_ROOT"] = str(asked.FOLDER / "static")
(asked.FOLDER / "static").mkdir(exist_ok=True)

from cms.settings import *
from cms.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A test's logins have no request; the test of the lockout switches it on.
AXES_ENABLED = False

# Nothing is collected for a test, so names have no digest in them.
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# A query in a loop over rows is an error in whatever request a test makes.
INSTALLED_APPS += ["zeal", "tests.leased"]
MIDDLEWARE += ["zeal.middleware.zeal_middleware"]
ZEAL_RAISE = True

# A file, not memory: threads and child processes of a test open the same database as the test
# itself.
if asked.ENGINE == "sqlite":
    DATABASES["default"]["TEST"] = {"NAME": str(asked.FOLDER / "test.sqlite3")}
if asked.DATABASE_NAME:
    DATABASES["default"]["NAME"] = asked.DATABASE_NAME
