"""One text for each of the newsroom's languages."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.conf import settings


class LanguageInputs(forms.MultiWidget):
    """An input for each language, named by it."""

    template_name = "desk/language_inputs.html"

    def __init__(self, languages: Sequence[str], make: Callable[[], forms.Widget]) -> None:
        self.languages = list(languages)
        super().__init__({language: make() for language in self.languages})

    def decompress(self, value: Any) -> list[str]:
        """Return the stored texts in the order of the inputs."""
        return [(value or {}).get(language, "") for language in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows, with the language of each input."""
        context = super().get_context(name, value, attrs)
        for language, widget in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            widget["language"] = language
            widget["attrs"]["lang"] = language
            widget["attrs"]["aria-label"] = f"{name.replace('_', ' ')} in {language}"
        return context


class LanguageTexts(forms.MultiValueField):
    """Texts by language as a dict; languages without a text are left out."""

    def __init__(
        self,
        *,
        make: Callable[[], forms.Widget] = forms.TextInput,
        languages: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        self.languages = list(languages or settings.NEWSROOM_LANGUAGES)
        super().__init__(
            [forms.CharField(required=False) for _language in self.languages],
            widget=LanguageInputs(self.languages, make),
            require_all_fields=False,
            **{"required": False, **kwargs},
        )

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Return the typed texts by language."""
        return {
            language: text
            for language, text in zip(self.languages, data_list, strict=False)
            if text
        }
