"""What the query planner knows of the tables: told at once, by itself it would notice minutes later."""

from django.apps import apps
from django.db import connection

# These hold the most, and so come first: the others are told of beside them.
_LARGEST = ("articles_searchentry", "articles_edition", "articles_termentry")


def tables() -> list[str]:
    """Return the tables of all models, the largest first."""
    found = {model._meta.db_table for model in apps.get_models()}
    return sorted(found, key=lambda table: (table not in _LARGEST, table))


def analyze(table: str) -> None:
    """Count what is in a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
