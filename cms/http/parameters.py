"""Query parameters as filters of django-filter; `cms.http.filters` puts them together.

A parameter that is given a `field_name` or a `method` filters the queryset; any other only
carries its value to the view (`limit`, `include`, `q`, …).
"""

from collections.abc import Callable, Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cms.http.cursor import MAX_CHARACTERS
from cms.http.keyset import Ordering
from cms.http.labels import Labels, read_labels
from cms.http.problem import BadRequest
from cms.http.values import BadValueError, Kind, Slug

MAX_ITEMS = 100

NOTHING: tuple[Any, ...] = (None, (), Labels())


class RawValues(forms.Widget):
    """Hands on every value that a name was given."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return list(data.getlist(name))


class ParameterField(forms.Field):
    """Turns the values of one name into one immutable value; absent is the default."""

    widget = RawValues

    def __init__(
        self, *, read: Callable[[list[str]], Any], default: Any, repeatable: bool, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.read, self.default, self.repeatable = read, default, repeatable

    def clean(self, value: list[str]) -> Any:
        if not value:
            return self.default
        if len(value) > 1 and not self.repeatable:
            raise ValidationError("It is given more than once: give it once.", "repeated")
        if not all(word.strip() for word in value):
            raise ValidationError("It is empty: give it a value or leave it out.", "empty")
        try:
            return self.read(value)
        except BadValueError as error:
            raise ValidationError(error.message, error.code) from error


class Parameter(django_filters.Filter):
    """Base of all parameters: `schema`, `style` and `explode` describe it (OpenAPI 3.1)."""

    field_class = ParameterField
    repeatable = False
    explode: bool | None = None

    def __init__(
        self,
        *,
        description: str = "",
        default: Any = None,
        field_name: str | None = None,
        lookup_expr: str = "exact",
        method: str | None = None,
    ) -> None:
        super().__init__(
            field_name,
            lookup_expr,
            label="",
            method=method,
            read=self.read,
            default=default,
            repeatable=self.repeatable,
            help_text=description,
        )
        self.description, self.default = description, default
        self.applies = bool(field_name or method)

    def read(self, values: list[str]) -> Any:
        """Return the value that the given texts mean; BadValueError when they mean none."""
        raise NotImplementedError

    def finish(self, value: Any, values: Mapping[str, Any]) -> Any:
        """Return the value in the light of all the others; BadRequest when they do not agree."""
        return value

    @property
    def schema(self) -> dict[str, Any]:
        """The value as JSON Schema, without the default."""
        raise NotImplementedError

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        """Return the rows that the value asks for."""
        if not self.applies or value in NOTHING:
            return queryset
        lookup = {f"{self.field_name}__{self.lookup_expr}": value}
        return queryset.exclude(**lookup) if self.exclude else queryset.filter(**lookup)


class OneParameter(Parameter):
    """One value of a kind."""

    def __init__(self, kind: Kind, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(**kwargs)

    def read(self, values: list[str]) -> Any:
        return self.kind.read(values[0])

    @property
    def schema(self) -> dict[str, Any]:
        return self.kind.schema


class ListParameter(Parameter):
    """Values of a kind with commas between them: a tuple in the order given, each once."""

    explode = False

    def __init__(self, kind: Kind, *, maximum: int = MAX_ITEMS, **kwargs: Any) -> None:
        self.kind, self.maximum = kind, maximum
        super().__init__(**{"default": (), "lookup_expr": "in"} | kwargs)

    def read(self, values: list[str]) -> tuple[Any, ...]:
        words = values[0].split(",")
        if len(words) > self.maximum:
            message = f"{len(words)} values are too many: {self.maximum} is the most."
            raise BadValueError("too_many", message)
        return tuple(dict.fromkeys(self.kind.read(word) for word in words))

    @property
    def schema(self) -> dict[str, Any]:
        items = {"items": self.kind.schema, "minItems": 1, "maxItems": self.maximum}
        return {"type": "array", **items}


class LabelParameter(Parameter):
    """Labels by slug or id: repeat it for AND, commas for OR, a leading minus for neither."""

    repeatable = True
    explode = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default": Labels()} | kwargs)

    def read(self, values: list[str]) -> Labels:
        return read_labels(values)

    @property
    def schema(self) -> dict[str, Any]:
        word = Slug().schema["pattern"].strip("^$")
        items = {"type": "string", "pattern": f"^-?{word}(,{word})*$"}
        return {"type": "array", "items": items, "minItems": 1}


class CursorParameter(Parameter):
    """A place in the list: the `Cursor` that fits the order that was asked for.

    `orders` names the orderings as the parameter `chosen_by` does; a list with one order needs no
    such parameter.
    """

    def __init__(
        self, orders: Mapping[str, Ordering], *, chosen_by: str = "order", **kwargs: Any
    ) -> None:
        self.orders, self.chosen_by = orders, chosen_by
        super().__init__(**kwargs)

    def read(self, values: list[str]) -> str:
        return values[0]

    def finish(self, value: str | None, values: Mapping[str, Any]) -> Any:
        if value is None:
            return None
        name = values.get(self.chosen_by, next(iter(self.orders)))
        if name not in self.orders:
            raise BadRequest(f"{self.chosen_by}={name} has one page only: leave the cursor out.")
        return self.orders[name].decode(value)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": MAX_CHARACTERS}
