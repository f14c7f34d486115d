"""Several of a list, each with a box to tick."""

from typing import Any

from django import forms

from cms.access.sections import section_names


class TickedField(forms.MultipleChoiceField):
    """Things to tick; none is fine."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.CheckboxSelectMultiple()
        super().__init__(**{"required": False, "widget": widget, **kwargs})


class SectionsField(TickedField):
    """The newsroom's sections to tick."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": section_names, **kwargs})
