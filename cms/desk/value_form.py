"""Forms that hold values, not rows of the database, and that can show what a verb refused."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, QueryDict

from cms.desk.rows import RowFormSet
from cms.http.problem import FieldError, Refusal


def sent_values(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, None when nothing was; lines end as they are stored, not as browsers send them."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    for name, values in sent.lists():
        sent.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return sent


class ValueForm(forms.Form):
    """A form whose errors are the verb's; `rows` are the lists that it holds beside its fields.

    `own_names` maps a verb's name of a field to the form's name, where they differ.
    """

    own_names: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: dict[str, RowFormSet] = {}

    def is_valid(self) -> bool:
        """Say whether the form and all of its rows are valid; every one of them is looked at."""
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    @property
    def media(self) -> forms.Media:
        """Return the scripts and styles of the form and of its rows."""
        media = super().media
        for rows in self.rows.values():
            media += rows.media
        return media

    def show_refusal(self, refusal: Refusal) -> None:
        """Show what a verb refused, each problem at its field."""
        self.show_problems(
            refusal.errors or (FieldError(NON_FIELD_ERRORS, refusal.code, refusal.detail),)
        )

    def show_problems(self, problems: Iterable[FieldError]) -> None:
        """Show problems at their fields, those of no field above all of them; also before anything was sent."""
        for problem in problems:
            self._errors_at(problem.field).append(problem.message)

    def disable(self) -> None:
        """Let nothing be changed, for who may only look."""
        for field in self.fields.values():
            field.disabled = True
        for rows in self.rows.values():
            rows.disable()

    def _errors_at(self, name: str) -> Any:
        name = self.own_names.get(name, name)
        head, _, rest = name.partition(".")
        if head in self.rows:
            return self.rows[head].errors_at(rest)
        own = self.own_names.get(head, head)
        if own not in self.fields:
            own = NON_FIELD_ERRORS
        return self.errors.setdefault(own, self.error_class(renderer=self.renderer))
