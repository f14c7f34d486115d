"""Everything that is stored, as one digest for each table and file."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection


def fingerprint() -> dict[str, str]:
    """Return a digest of every table's rows and of every uploaded file."""
    return _tables() | _files()


def _tables() -> dict[str, str]:
    with connection.cursor() as cursor:
        return {
            name: _digest_of(cursor, name) for name in connection.introspection.table_names(cursor)
        }


def _digest_of(cursor, table: str) -> str:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    rows = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
    return sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _files() -> dict[str, str]:
    found = (path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in found}
