"""The lists on an article's page: tags, contributors, citations and pinned articles."""

from collections.abc import Mapping
from typing import Any

from django import forms

from articles.models import ArticleContributor, ArticleTag, Citation, CitationRole, Pin
from cms.desk.moments import MomentField
from cms.desk.rows import RowForm, RowFormSet, row_formset
from cms.desk.thing_select import ThingField


class NamedRowForm(RowForm):
    """A row that chooses a thing; `labels` names what is chosen already."""

    def __init__(self, *args: Any, labels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ThingField):
                field.name_choices(labels)


class TagRow(NamedRowForm):
    """A tag; one of them may be the primary section."""

    key = "tag"
    tag = ThingField(ArticleTag.tag, can_add=True)
    is_section = forms.BooleanField(
        label="Primary section",
        required=False,
        widget=forms.CheckboxInput(attrs={"data-only-one": ""}),
    )


class TagRows(RowFormSet):
    """The article's tags, in order."""

    title = "Tags"
    add_label = "Add a tag"

    def clean(self) -> None:
        """Refuse a second section."""
        if sum(bool(row.cleaned_data.get("is_section")) for row in self.filled()) > 1:
            raise forms.ValidationError("Choose one primary section.")


class ContributorRow(NamedRowForm):
    """A name in the byline."""

    key = "tag"
    tag = ThingField(ArticleContributor.tag, label="Contributor", can_add=True)
    role = forms.CharField(initial="author", required=False)


class ContributorRows(RowFormSet):
    """The byline's names, in order."""

    title = "Contributors"
    add_label = "Add a contributor"


class CitationRow(NamedRowForm):
    """What the article takes from a source. Its id is what a marked passage of the body names."""

    key = "source"
    id = forms.UUIDField(
        required=False, widget=forms.HiddenInput(attrs={"data-citation-row-id": ""})
    )
    source = ThingField(Citation.source, can_add=True)
    role = forms.ChoiceField(choices=CitationRole.choices, required=False)
    url = forms.CharField(label="Address of the report", required=False)
    title = forms.CharField(label="Title of the report", required=False)
    published_at = MomentField(label="Published")
    accessed_at = MomentField(label="Accessed")
    is_suggested = forms.BooleanField(label="Suggested by a machine", required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a row that says something of no source."""
        values: dict[str, Any] = self.cleaned_data
        if not values.get("source") and (values.get("url") or values.get("title")):
            self.add_error("source", "Choose the source, or remove this row.")
        return values


class CitationRows(RowFormSet):
    """The article's sources, in order."""

    title = "Sources and citations"
    add_label = "Add a source"
    note = "Mark the passage that a source supports with the quotation button of the editor."


class PinRow(NamedRowForm):
    """A related article that comes first."""

    key = "related"
    related = ThingField(Pin.related, label="Article")


class PinRows(RowFormSet):
    """The related articles that an editor put first, in order."""

    title = "Pinned related articles"
    add_label = "Pin an article"


ROW_SETS: dict[str, type[RowFormSet]] = {
    "tags": row_formset(TagRow, TagRows, extra=1),
    "contributors": row_formset(ContributorRow, ContributorRows),
    "citations": row_formset(CitationRow, CitationRows),
    "pins": row_formset(PinRow, PinRows),
}
