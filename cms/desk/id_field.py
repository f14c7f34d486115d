"""A form field that takes the id of something that was chosen."""

from typing import Any

from django import forms

from cms.uuid7 import uuid_in


class IdField(forms.CharField):
    """An id as text, or None; whether it is there is the verb's question."""

    said_of_other_texts = "Choose one from the list."

    def to_python(self, value: Any) -> Any:
        """Return the id in its usual form."""
        text = super().to_python(value)
        if not text:
            return None
        found = uuid_in(text)
        if found is None:
            raise forms.ValidationError(self.said_of_other_texts)
        return str(found)
