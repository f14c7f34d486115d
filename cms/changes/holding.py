"""A condition that neither Django nor both databases have one word for: a JSON array holds one of these texts."""

from collections.abc import Collection
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Value
from django.db.models.sql.compiler import SQLCompiler


class HoldsAny(Func):
    """True when the JSON array in a column holds at least one of the given texts."""

    output_field = BooleanField()

    def __init__(self, column: str, texts: Collection[str]) -> None:
        super().__init__(F(column), *(Value(text) for text in sorted(texts)))

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        return self._sql(compiler, "EXISTS (SELECT 1 FROM json_each({0}) WHERE value IN ({1}))")

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        return self._sql(compiler, "({0} ?| ARRAY[{1}]::text[])")

    def _sql(self, compiler: SQLCompiler, template: str) -> tuple[str, list[Any]]:
        column, *texts = (compiler.compile(one) for one in self.get_source_expressions())
        marks = ", ".join(sql for sql, _parameters in texts)
        parameters = [one for _sql, some in (column, *texts) for one in some]
        return template.format(column[0], marks), parameters
