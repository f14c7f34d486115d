"""A tag as a form."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from articles.models import Tag, TagKind
from cms.desk.language_texts import LanguageTexts
from cms.desk.lines import LinesField, PairsField
from cms.desk.thing_select import ThingField
from cms.desk.value_form import ValueForm
from media.admin.image_picker import ImagePickerField


class TagForm(ValueForm):
    """Everything that is said of a tag."""

    own_names: ClassVar[Mapping[str, str]] = {}

    kind = forms.ChoiceField(choices=TagKind.choices)
    name = forms.CharField(required=False, widget=forms.TextInput(attrs={"class": "vTextField"}))
    names = LanguageTexts(
        label="Names in other languages", help_text="Empty: the name stands for all of them."
    )
    synonyms = LinesField(help_text="Other words for it, one a line.")
    parent = ThingField(Tag.parent, label="Belongs below", help_text="A tag of the same kind.")
    position = forms.IntegerField(required=False, help_text="Where it stands among its neighbours.")
    description = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    image = ImagePickerField()
    slug = forms.CharField(
        required=False,
        help_text="Empty: made from the name. One that is given up keeps leading here.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    external_ids = PairsField(
        label="Ids in other vocabularies", help_text="One a line, such as wikidata: Q232"
    )

    def values(self, *, is_new: bool) -> dict[str, Any]:
        """Return what was changed; of a new tag everything."""
        values = dict(self.cleaned_data)
        values["position"] = values["position"] or 0
        chosen = values if is_new else self.changed_data
        return {name: values[name] for name in chosen}


def tag_values(tag: Tag | None) -> dict[str, Any]:
    """Return what the form shows first."""
    shown = tag or Tag()
    same = ("kind", "name", "names", "synonyms", "position", "description", "slug")
    return {name: getattr(shown, name) for name in same} | {
        "parent": shown.parent_id and str(shown.parent_id),
        "image": shown.image_id and str(shown.image_id),
        "external_ids": {one.scheme: one.value for one in tag.identifiers.all()} if tag else {},
    }
