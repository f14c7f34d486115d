from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import import_string

from cms.operations.sqlite_budget import limit_statements


class OperationsConfig(AppConfig):
    name = "cms.operations"

    def ready(self) -> None:
        """Register what is checked at start, and the time limit of SQLite's statements."""
        import_string("cms.operations.checks.check_sqlite")
        connection_created.connect(limit_statements, dispatch_uid="sqlite_budget")
