"""What an editor says of an image."""

from typing import Any

from django import forms

from cms.desk.language_texts import LanguageTexts
from cms.desk.moments import MomentField
from cms.desk.value_form import ValueForm
from media.description import MOMENTS
from media.disclosure import CHOICES
from media.library import IMAGE_FIELDS, MOST_BYTES
from media.models import AltOrigin, Image

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"
_TEXT_ATTRIBUTES = {"class": "vTextField"}
_TERMS = [("", "Unknown: nobody has said"), *CHOICES]


def _line(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs=_TEXT_ATTRIBUTES)
    return forms.CharField(label=label, required=False, help_text=help_text, widget=widget)


def _share() -> forms.NumberInput:
    return forms.NumberInput(attrs={"step": "any", "min": 0, "max": 1})


def _area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2})


class ImageForm(ValueForm):
    """An image with its file, its description and how it was made."""

    file = forms.FileField(
        required=False,
        help_text="JPEG, PNG, WebP, AVIF or GIF, up to 50 MB. Empty: the file is still awaited.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    allow_duplicate = forms.BooleanField(
        label="Keep a second record if the very file is there already", required=False
    )
    title = _line("Title", "How editors find it; never public.")
    alt = LanguageTexts(
        label="Alternative text",
        make=_area,
        help_text="What the picture shows, for who cannot see it.",
    )
    is_decorative = forms.BooleanField(
        label="Decorative: it says nothing that needs a description", required=False
    )
    alt_origin = forms.ChoiceField(
        label="Alternative text by", choices=AltOrigin.choices, required=False
    )
    caption = LanguageTexts(make=_area)
    credit = _line("Credit line", "Verbatim, as it is printed.")
    creator = _line("Creator")
    copyright = _line("Copyright")
    licence = _line("Licence")
    usage_terms = _line("Usage terms", "Best an address, such as that of the licence.")
    rights_expire_at = MomentField(
        label="Rights expire", help_text="After this nothing that shows it can be published."
    )
    captured_at = MomentField(label="Captured")
    digital_source_type = forms.ChoiceField(
        label="How it was made",
        required=False,
        choices=_TERMS,
        help_text="IPTC Digital Source Type. An image whose origin is unknown is not published.",
    )
    ai_system = _line("AI system", "For example Grok.")
    is_illustrative = forms.BooleanField(
        label="Illustrative: it does not show the event itself", required=False
    )
    focal_x = forms.FloatField(label="From the left, 0 to 1", required=False, widget=_share())
    focal_y = forms.FloatField(label="From the top, 0 to 1", required=False, widget=_share())
    external_source = _line("External source")
    external_id = _line("External id")

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data.get("file")
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"The file has {file.size:,} bytes; at most {MOST_BYTES:,} fit."
            )
        return file

    def changes(self) -> dict[str, Any]:
        """Return the values that differ from what the page showed."""
        changed = set(self.changed_data) & IMAGE_FIELDS
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in changed and (value is not None or name in MOMENTS)
        }


class OverrideForm(ValueForm):
    """What a person says against the file's own word, and why."""

    digital_source_type = forms.ChoiceField(
        label="How it was really made", required=False, choices=_TERMS
    )
    reason = forms.CharField(
        required=False,
        help_text="Kept for good, with your name.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def image_values(image: Image | None) -> dict[str, Any]:
    """Return what the form shows first."""
    shown = image or Image()
    return {name: getattr(shown, name) for name in IMAGE_FIELDS}
