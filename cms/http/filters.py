"""Strict filter sets: what a list understands, declared once; everything else is refused at once.

class Headlines(StrictFilterSet):
    tag = LabelParameter(method="with_tags")
    language = ListParameter(Language(), field_name="language")
    limit = OneParameter(Whole(1, 100), default=20)

asked = Headlines.parse(request)            # BadRequest naming every slip
rows = Headlines.apply(asked, Edition.objects.live())[: asked["limit"]]
"""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, ClassVar, TypeVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from drf_spectacular.utils import OpenApiParameter

from cms.http import query_string
from cms.http.parameters import NOTHING, Parameter
from cms.http.problem import BadRequest, FieldError

# Cleaning a form costs more than the query that it is for, and the same few addresses are asked
# again and again. Longer strings are one-offs: not worth the memory.
REMEMBERED = 4_096
REMEMBERED_CHARACTERS = 500

M = TypeVar("M", bound=Model)


class Asked(Mapping[str, Any]):
    """What a request asked for: every declared parameter with its value or its default.

    Immutable and shared between requests that have the same query string.
    """

    __slots__ = ("_values", "given")

    def __init__(self, values: Mapping[str, Any], given: frozenset[str]) -> None:
        self._values = dict(values)
        self.given = given

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class StrictForm(forms.Form):
    """Cleans the parameters; a name that is not declared is an error with the nearest that is."""

    def clean(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        for name in self.data:
            if name not in self.fields:
                self.add_error(None, self._unknown(name))
        return values

    def _unknown(self, name: str) -> ValidationError:
        near = get_close_matches(name[:100], self.fields, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(self.fields)}."
        shown = query_string.show(name)
        message = f"Unknown parameter '{shown}': {hint}".replace("%", "%%")  # As params make it.
        return ValidationError(message, "unknown_parameter", {"field": shown})


class StrictFilterSet(django_filters.FilterSet):
    """Base of every list's parameters. Methods named by `method=` must not keep state."""

    _remembered: ClassVar[Callable[[str], Asked]]
    _form_class: ClassVar[Callable[[], type[StrictForm]]]
    _prototype: ClassVar[Callable[[type[Model]], "StrictFilterSet"]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._remembered = lru_cache(maxsize=REMEMBERED)(cls._read)
        cls._form_class = cache(cls._make_form_class)
        cls._prototype = cache(cls._make_prototype)

    @classmethod
    def parse(cls, request: HttpRequest) -> Asked:
        """Return what the request asks for; BadRequest naming every slip, each with its field."""
        raw = request.META.get("QUERY_STRING", "")
        return cls._read(raw) if len(raw) > REMEMBERED_CHARACTERS else cls._remembered(raw)

    @classmethod
    def apply(cls, asked: Asked, queryset: QuerySet[M]) -> QuerySet[M]:
        """Return the rows that match every parameter that filters."""
        for name, parameter in cls._prototype(queryset.model).filters.items():
            if parameter.applies and asked[name] not in NOTHING:
                queryset = parameter.filter(queryset, asked[name])
        return queryset

    @classmethod
    def openapi_parameters(cls) -> list[OpenApiParameter]:
        """Return the parameters for `extend_schema(parameters=…)`."""
        return [_described(name, parameter) for name, parameter in cls.base_filters.items()]

    def get_form_class(self) -> type[StrictForm]:
        """Return the strict form also where django-filter itself asks for one."""
        cls = type(self)
        return cls._form_class()

    @classmethod
    def _make_form_class(cls) -> type[StrictForm]:
        fields = {name: parameter.field for name, parameter in cls.base_filters.items()}
        return type(f"{cls.__name__}Form", (StrictForm,), fields)

    @classmethod
    def _make_prototype(cls, model: type[Model]) -> "StrictFilterSet":
        """Return one instance for all requests: making one copies every filter."""
        return cls(queryset=model._default_manager.none())

    @classmethod
    def _read(cls, raw: str) -> Asked:
        pairs, errors = query_string.read(raw)
        data: MultiValueDict[str, str] = MultiValueDict()
        for name, value in pairs:
            data.appendlist(name, value)
        form = cls._form_class()(data)
        errors += _form_errors(form)
        values = dict(form.cleaned_data)
        if not errors:
            errors += _finish(cls.base_filters, values)
        if errors:
            raise BadRequest(" ".join(_sentence(error) for error in errors), errors=errors)
        return Asked(values, frozenset(data))


def _finish(parameters: Mapping[str, Parameter], values: dict[str, Any]) -> Iterator[FieldError]:
    """Let each parameter look at the others; yield what does not agree."""
    for name, parameter in parameters.items():
        try:
            values[name] = parameter.finish(values[name], values)
        except BadRequest as refusal:
            yield from refusal.errors or [FieldError(name, refusal.code, refusal.detail)]


def _form_errors(form: forms.Form) -> Iterator[FieldError]:
    for name, errors in form.errors.as_data().items():
        for error in errors:
            field = (error.params or {}).get("field", name)
            yield FieldError(field, error.code or "invalid", error.messages[0])


def _sentence(error: FieldError) -> str:
    is_named = not error.field or f"'{error.field}'" in error.message
    return error.message if is_named else f"{error.field}: {error.message}"


def _described(name: str, parameter: Parameter) -> OpenApiParameter:
    default = parameter.default
    schema = parameter.schema if default in NOTHING else parameter.schema | {"default": default}
    return OpenApiParameter(
        name,
        schema,
        description=parameter.description,
        explode=parameter.explode,
        style=None if parameter.explode is None else "form",
    )
