"""Who publishes here: one page."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from articles.models import Newsroom
from articles.newsroom_settings import describe_newsroom
from cms.access.people import person
from cms.desk.lines import PairsField
from cms.desk.value_form import ValueForm
from cms.desk.verb_admin import VerbAdmin
from media.admin.image_picker import ImagePickerField


class NewsroomForm(ValueForm):
    """What the newsroom says of itself."""

    name = forms.CharField(required=False, widget=forms.TextInput(attrs={"class": "vTextField"}))
    description = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    logo = ImagePickerField()
    policies = PairsField(help_text="One a line: title: https://address")


@admin.register(Newsroom)
class NewsroomAdmin(VerbAdmin):
    """The newsroom's one row; its list is its page."""

    value_form = NewsroomForm
    change_form_template = "desk/change_form.html"
    fieldsets = ((None, {"fields": ("name", "description", "logo", "policies")}),)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Go to the one page."""
        return HttpResponseRedirect(self.address("change", 1))

    def row_or_404(self, request: HttpRequest, object_id: Any) -> Any:
        """Return the one row; before it is first saved, as it would be."""
        return Newsroom.objects.filter(pk=1).first() or Newsroom(pk=1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: there is one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: there is one."""
        return False

    def initial_values(self, request: HttpRequest, row: Any) -> Mapping[str, Any]:
        """Return what it says now."""
        return {
            "name": row.name,
            "description": row.description,
            "logo": row.logo_id and str(row.logo_id),
            "policies": {one["title"]: one["url"] for one in row.policies},
        }

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Newsroom:
        """Save what was typed."""
        values = dict(form.cleaned_data)
        policies = cast("dict[str, str]", values["policies"])
        values["policies"] = [{"title": title, "url": url} for title, url in policies.items()]
        values["description"] = values["description"].replace("\n", " ")
        return describe_newsroom(values=values, by=person(request))
