"""How the database is emptied after a test that commits: the tables that hold something, and no other.

Django's own way empties every table and makes content types and permissions anew, which costs more
than most of these tests.
"""

from functools import cache
from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase

# What migrating makes and no test is known to change. One that does is cleared up after in Django's way.
KEPT = {"auth_permission", "django_content_type"}
MAKERS: dict[Any, str | None] = {
    create_permissions: "django.contrib.auth.management.create_permissions",
    create_contenttypes: None,
}
_prepare = TransactionTestCase._fixture_setup.__func__
_empty_in_djangos_way = TransactionTestCase._fixture_teardown


def use_this_way() -> None:
    """Have all tests that commit cleared up after in this way."""
    TransactionTestCase._fixture_setup = classmethod(prepare)
    TransactionTestCase._fixture_teardown = empty


def prepare(case: type[Any]) -> None:
    """Note what is to be kept before the first of these tests."""
    _kept_at_first()
    _prepare(case)


def empty(case: Any) -> None:
    """Leave only what migrating leaves."""
    if case.available_apps or case.serialized_rollback or _kept() != _kept_at_first():
        _empty_in_djangos_way(case)
        _kept_at_first.cache_clear()  # It makes no permission that only an old migration knew.
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _filled(cursor):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
    for maker, uid in MAKERS.items():
        post_migrate.disconnect(maker, dispatch_uid=uid)
    try:
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    finally:
        for maker, uid in MAKERS.items():
            post_migrate.connect(maker, dispatch_uid=uid)


def _filled(cursor: Any) -> list[str]:
    """Return the tables that hold rows."""
    quote = connection.ops.quote_name
    asked = (
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in _tables() - KEPT
    )
    cursor.execute(" UNION ALL ".join(asked))
    return [name for (name,) in cursor.fetchall()]


@cache
def _tables() -> set[str]:
    return set(connection.introspection.django_table_names(only_existing=True))


def _kept() -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """Return the names of what is kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_label, model FROM django_content_type")
        types = set(cursor.fetchall())
        cursor.execute(
            "SELECT app_label, model, codename, name FROM auth_permission"
            " JOIN django_content_type ON django_content_type.id = content_type_id"
        )
        return types, set(cursor.fetchall())


@cache
def _kept_at_first() -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    return _kept()
