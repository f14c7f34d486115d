"""Only the log: a writer that is killed every second starts in a third of a second."""

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

INSTALLED_APPS = ["cms.changes"]
MIDDLEWARE: list[str] = []
DATABASES["default"]["CONN_MAX_AGE"] = None
ROOT_URLCONF = __name__  # No addresses.
urlpatterns: list[str] = []
