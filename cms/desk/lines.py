"""Lists that are typed one item a line."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """A list of texts, one a line; empty lines count for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **{"required": False, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """Return the list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether the lines differ."""
        before: str = self.prepare_value(initial) or ""
        return before.splitlines() != (data or "").strip().splitlines()

    def clean(self, value: Any) -> Any:
        """Return the lines as a list."""
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]


class PairsField(LinesField):
    """Texts by name, one `name: text` a line."""

    def prepare_value(self, value: Any) -> Any:
        """Return the pairs as lines."""
        return (
            "\n".join(f"{name}: {text}" for name, text in value.items())
            if isinstance(value, dict)
            else value
        )

    def clean(self, value: Any) -> Any:
        """Return the lines as a dict; a line without a colon or a name that comes twice is refused."""
        pairs: dict[str, str] = {}
        for line in super().clean(value):
            name, colon, text = (part.strip() for part in line.partition(":"))
            if not (colon and name and text):
                raise forms.ValidationError(f"“{line[:80]}”: write a name, a colon and a value.")
            if name in pairs:
                raise forms.ValidationError(f"“{name[:80]}” comes twice: keep one line.")
            pairs[name] = text
        return pairs
