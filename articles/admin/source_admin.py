"""Sources: who reported it."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from articles.models import Source, SourceKind
from articles.sourcing import SOURCE_FIELDS, delete_source, save_source
from cms.access.people import person
from cms.desk.value_form import ValueForm
from cms.desk.verb_admin import VerbAdmin


def _line(help_text: str = "", **kwargs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "vTextField"})
    return forms.CharField(required=False, help_text=help_text, widget=widget, **kwargs)


class SourceForm(ValueForm):
    """Everything that is said of a source."""

    name = _line()
    kind = forms.ChoiceField(choices=SourceKind.choices)
    homepage = _line("A full address, such as https://agency.example/")
    slug = _line("Empty: made from the name. One that is given up keeps leading here.")
    external_source = _line()
    external_id = _line(label="External id")


@admin.register(Source)
class SourceAdmin(VerbAdmin):
    """The sources with their pages."""

    value_form = SourceForm
    change_form_template = "articles/admin/source.html"
    list_display = ("name", "kind", "homepage", "citation_count", "updated_at")
    list_filter = ("kind",)
    search_fields = ("name", "slug", "aliases__label", "external_id")
    search_may_repeat = True
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "kind", "homepage", "slug")}),
        (
            "Other systems",
            {"fields": (("external_source", "external_id"),), "classes": ("collapse",)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Return the sources with the number of their citations."""
        rows: QuerySet[Source] = super().get_queryset(request)
        return rows.annotate(citation_count=Count("citations", distinct=True))

    @admin.display(description="citations", ordering="citation_count")
    def citation_count(self, source: Any) -> int:
        """Return how many citations name it."""
        return int(source.citation_count)

    def initial_values(self, request: HttpRequest, row: Any) -> Mapping[str, Any]:
        """Return what is said of the source."""
        shown = row or Source()
        return {name: getattr(shown, name) for name in SOURCE_FIELDS}

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Source:
        """Save what was changed."""
        changed = set(form.changed_data) if row else SOURCE_FIELDS
        values = {name: value for name, value in form.cleaned_data.items() if name in changed}
        if row and not values:
            return cast("Source", row)
        return save_source(values=values, by=person(request), source=row and row.pk)

    def delete_by_verb(self, request: HttpRequest, row: Source) -> None:
        """Delete a source that nothing cites."""
        delete_source(source=row.pk)

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return the source's addresses."""
        return {"labels": row.aliases.exclude(label=str(row.pk))} if row else {}
