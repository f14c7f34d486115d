"""What an editor decides on a held push: all of it, none, or each field by itself."""

from collections.abc import Iterable
from typing import Any

from django import forms

from articles.comparing import LABELS
from cms.desk.value_form import ValueForm

ACCEPT, REJECT, CHOSEN = "accept", "reject", "chosen"
_ONE = ((ACCEPT, "Accept"), (REJECT, "Reject"))
_WHOLE = ((ACCEPT, "Accept all"), (REJECT, "Reject all"), (CHOSEN, "Apply the chosen"))


class DecisionForm(ValueForm):
    """The button that was pressed, the revision that the page compared with, and a choice for each field."""

    decision = forms.ChoiceField(
        choices=_WHOLE,
        error_messages={"required": "Press one of the buttons: nothing says what is decided."},
    )
    revision = forms.IntegerField(
        min_value=1,
        error_messages={"required": "The page was sent without its revision: open it again."},
    )

    def __init__(self, *args: Any, proposed: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = [*proposed]
        for name in self.proposed:
            self.fields[name] = forms.ChoiceField(
                choices=_ONE, required=False, widget=forms.RadioSelect, label=LABELS[name]
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a word on every field where each is decided by itself."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("decision") == CHOSEN:
            for name in self.proposed:
                if name not in self.errors and not values.get(name):
                    self.add_error(name, f"{LABELS[name]}: accept it or reject it.")
        return values

    def accepted(self) -> set[str] | None:
        """Return the fields to take over, None for all of them."""
        values = self.cleaned_data
        if values["decision"] == ACCEPT:
            return None
        chosen = {name for name in self.proposed if values[name] == ACCEPT}
        return chosen if values["decision"] == CHOSEN else set()
