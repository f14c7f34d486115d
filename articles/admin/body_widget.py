"""The rich-text field of the body: it can write exactly the body's vocabulary."""

from typing import Any

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django_prose_editor.widgets import AdminProseEditorWidget

from articles import body

_MENU = [
    {"group": "blockType -lists", "type": "dropdown", "minItems": 2},
    {"group": "marks"},
    {"group": "link"},
    {"group": "citation"},
    {"group": "lists"},
    {"group": "nodes -blockType -lists"},
    {"group": "library"},
    {"group": "table"},
    {"group": "history"},
]


class BodyWidget(AdminProseEditorWidget):
    """The editor; what it may write is asked of `articles.body`, and its own pieces are in `editor.js`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, preset="configurable")

    @property
    def media(self) -> forms.Media:
        """Return the editor's scripts and styles with ours."""
        media: forms.Media = super().media
        return media + forms.Media(css={"all": ["articles/editor.css"]})

    def get_config(self) -> dict[str, Any]:
        """Return the editor's configuration."""
        ours = {
            "ImageFigure": {"library": reverse("admin:media_image_changelist")},
            "Citation": {"rows": "citations"},
            "Placeholder": {"placeholder": "Write the story…"},
        }
        core = ("Document", "Text", "Dropcursor", "Gapcursor", "History")
        return {
            "extensions": dict.fromkeys(core, True)
            | {"Menu": {"groups": _MENU}}
            | body.editor_extensions()
            | ours,
            "js_modules": [static("articles/editor.js")],
        }
