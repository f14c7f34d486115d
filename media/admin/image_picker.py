"""A form field that takes an image from the library."""

from typing import Any

from django import forms
from django.urls import reverse
from js_asset import Script

from cms.desk.id_field import IdField
from cms.uuid7 import uuid_in
from media.admin.pictures import thumbnail
from media.models import Image


class ImagePicker(forms.TextInput):
    """The chosen image with its label, a button that opens the library, and one that removes it."""

    template_name = "media/image_picker.html"

    @property
    def media(self) -> forms.Media:
        """Return the script that opens the library."""
        return forms.Media(
            js=["admin/js/jquery.init.js", "admin/js/admin/RelatedObjectLookups.js"]
        ) + forms.Media(js=[Script("media/image_picker.js", type="module")])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows."""
        context = super().get_context(name, value, attrs)
        chosen = Image.objects.filter(pk=value).first() if uuid_in(str(value)) else None
        context["widget"] |= {
            "type": "hidden",
            "image": chosen,
            "thumbnail": thumbnail(chosen),
            "library": reverse("admin:media_image_changelist"),
        }
        return context


class ImagePickerField(IdField):
    """The id of an image as text, or None; whether it is there is the verb's question."""

    said_of_other_texts = "Choose an image from the library."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ImagePicker(), **{"required": False, **kwargs})
