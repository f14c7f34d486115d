"""Ordered lists of small forms: tags, citations and whatever else an article has several of."""

from typing import Any, ClassVar, cast

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME

_LAST = 10_000


class RowForm(forms.Form):
    """One row; it counts as filled when its `key` field is."""

    key: ClassVar[str]

    def is_filled(self) -> bool:
        """Say whether the row holds something that is to be kept."""
        values = getattr(self, "cleaned_data", {})
        return bool(values.get(self.key)) and not values.get(DELETION_FIELD_NAME)


class RowFormSet(forms.BaseFormSet):
    """The rows of one list. `title`, `add_label` and `columns` are what the template says."""

    title: ClassVar[str] = ""
    add_label: ClassVar[str] = "Add another"
    note: ClassVar[str] = ""
    is_disabled = False

    def filled(self) -> list[RowForm]:
        """Return the rows that are to be kept, in the editor's order."""
        return sorted((form for form in self.forms if form.is_filled()), key=_place)

    def errors_at(self, path: str) -> Any:
        """Return where errors of `3.url` (a field of a row), `3` or nothing (the whole list) are gathered."""
        number, _, name = path.partition(".")
        rows = self.filled() if self.is_bound else self.forms
        if not number.isdigit() or int(number) >= len(rows):
            return self.non_form_errors()
        row = rows[int(number)]
        is_shown = name in row.fields and not row[name].is_hidden
        place = name if is_shown else row.key
        return row.errors.setdefault(place, row.error_class(renderer=row.renderer))

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Add the order and the removal, both moved by the page's buttons."""
        super().add_fields(form, index)
        form.fields[ORDERING_FIELD_NAME].widget = forms.HiddenInput(attrs={"data-row-order": ""})
        form.fields[DELETION_FIELD_NAME].widget = forms.CheckboxInput(
            attrs={"data-row-remove": "", "hidden": True}
        )

    def disable(self) -> None:
        """Let nothing be changed."""
        self.is_disabled = True
        for form in self.forms:
            for field in form.fields.values():
                field.disabled = True

    @property
    def has_errors(self) -> bool:
        """Say whether any row, or the list itself, has something wrong with it."""
        return bool(self.is_bound and self.total_error_count()) or any(
            form.errors for form in self.forms
        )


def row_formset(
    form: type[RowForm], formset: type[RowFormSet] = RowFormSet, *, extra: int = 0
) -> type[RowFormSet]:
    """Return the class of a list of rows with `extra` empty ones at its end."""
    made = forms.formset_factory(
        form, formset=formset, extra=extra, can_order=True, can_delete=True, max_num=200
    )
    return cast("type[RowFormSet]", made)


def _place(form: RowForm) -> int:
    order = form.cleaned_data.get(ORDERING_FIELD_NAME)
    return _LAST if order is None else int(order)
