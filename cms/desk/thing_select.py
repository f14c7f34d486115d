"""Choosing a tag, source, article or person by typing a part of its name."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import Field

from cms.desk.id_field import IdField
from cms.uuid7 import uuid_in


class ThingSelect(AutocompleteSelect):
    """Django's autocomplete; `labels` names what is chosen already, so that a list of rows asks nothing."""

    def __init__(self, field: Any, **kwargs: Any) -> None:
        super().__init__(field, admin.site, **kwargs)
        self.labels: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> list[Any]:
        """Return the empty option and what is chosen."""
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = [
            self.create_option(name, id_, self._label(id_), True, 1)
            for id_ in value
            if uuid_in(str(id_))
        ]
        return [(None, [*empty, *chosen], 0)]

    def _label(self, id_: str) -> str:
        if id_ not in self.labels:
            found = self.field.remote_field.model._default_manager.filter(pk=id_).first()
            return str(found or id_)
        return self.labels[id_]


class ThingField(IdField):
    """The id of a thing as text, or None; whether it is there is the verb's question.

    `model_field` is the foreign key whose admin answers the search. With `can_add` there is a button for a new one.
    """

    def __init__(self, model_field: Any, *, can_add: bool = False, **kwargs: Any) -> None:
        if not isinstance(model_field, Field):
            model_field = model_field.field
        plain = ThingSelect(model_field)
        addable = RelatedFieldWidgetWrapper(
            plain, model_field.remote_field, admin.site, can_add_related=True
        )
        super().__init__(widget=addable if can_add else plain, **{"required": False, **kwargs})

    def name_choices(self, labels: Mapping[str, str]) -> None:
        """Say what the chosen things are called."""
        inner = cast("ThingSelect", getattr(self.widget, "widget", self.widget))
        inner.labels = labels
