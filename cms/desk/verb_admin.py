"""Admin pages whose every write is a verb's."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from cms.desk.searching import matching
from cms.desk.value_form import ValueForm, sent_values
from cms.http.problem import Refusal


class VerbAdmin(admin.ModelAdmin):
    """Pages that show values in a plain form and hand them to a verb.

    A subclass gives `value_form`, `initial_values` and `save_values`, and `delete_by_verb` where things can be
    deleted. What a verb refuses is shown at the fields, with everything that was typed still there.
    """

    value_form: type[ValueForm]
    actions_on_top = actions_on_bottom = False
    list_per_page = 50
    show_full_result_count = False
    search_may_repeat = False
    asks_before_deleting: ClassVar[str] = "It will be gone for good."

    def initial_values(self, request: HttpRequest, row: Any) -> Mapping[str, Any]:
        """Return what the form shows first; `row` is None for a new thing."""
        raise NotImplementedError

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Any:
        """Give the form's values to a verb and return what it stored; may raise `Refusal`."""
        raise NotImplementedError

    def delete_by_verb(self, request: HttpRequest, row: Any) -> None:
        """Delete by the verb; may raise `Refusal`."""
        raise NotImplementedError

    def make_form(self, request: HttpRequest, row: Any, *, is_sent: bool) -> ValueForm:
        """Return the form, with what was sent if something was."""
        sent = {"data": sent_values(request), "files": request.FILES} if is_sent else {}
        return self.value_form(initial=dict(self.initial_values(request, row)), **sent)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the list under its own name; what no database can look for leads to the whole list."""
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            self.message_user(
                request, "The address held a character that no text has.", messages.ERROR
            )
            return HttpResponseRedirect(request.path)
        name = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": name, **(extra_context or {})})

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return what the page shows beside the form; `row` is None for a new thing."""
        return {}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Return the rows that hold every word, and whether one may come twice."""
        paths = self.get_search_fields(request)
        return matching(queryset, search_term, paths), self.search_may_repeat

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions on several rows, without Django's deletion, which knows no verb."""
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if name != "delete_selected"
        }

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form, and save what was sent."""
        row = self.row_or_404(request, object_id) if object_id else None
        if request.method != "POST":
            self._permit_reading(request, row)
            form = self.make_form(request, row, is_sent=False)
        else:
            self._permit_writing(request, row)
            form = self.make_form(request, row, is_sent=True)
            if form.is_valid() and (answer := self._saved(request, form, row)):
                return answer
        return self.show_form(request, form, row, form_url=form_url, extra_context=extra_context)

    def row_or_404(self, request: HttpRequest, object_id: str | UUID) -> Any:
        """Return the row that an address names."""
        row = self.get_object(request, unquote(str(object_id)))
        if row is None:
            raise Http404(f"There is no {self.opts.verbose_name} {object_id}.")
        return row

    def _permit_reading(self, request: HttpRequest, row: Any) -> None:
        allowed = (
            self.has_view_or_change_permission(request, row)
            if row
            else self.has_add_permission(request)
        )
        if not allowed:
            raise PermissionDenied

    def _permit_writing(self, request: HttpRequest, row: Any) -> None:
        allowed = (
            self.has_change_permission(request, row) if row else self.has_add_permission(request)
        )
        if not allowed:
            raise PermissionDenied

    def _saved(self, request: HttpRequest, form: ValueForm, row: Any) -> HttpResponse | None:
        try:
            saved = self.save_values(request, form, row)
        except Refusal as refusal:
            form.show_refusal(refusal)
            return None
        if row is None:
            self.log_addition(request, saved, [{"added": {}}])
            return self.response_add(request, saved)
        self.log_change(request, saved, [{"changed": {"fields": sorted(form.changed_data)}}])
        return self.response_change(request, saved)

    def show_form(
        self,
        request: HttpRequest,
        form: ValueForm,
        row: Any,
        *,
        form_url: str = "",
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        """Return the page with the form."""
        may_change = self.has_change_permission(request, row) if row else True
        if not may_change:
            form.disable()
        fieldsets: Any = self.get_fieldsets(request, row)
        # It takes any form: nothing in it asks for a model.
        shown = helpers.AdminForm(cast("Any", form), fieldsets, {}, (), model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "title": str(row) if row else f"New {self.opts.verbose_name}",
            "subtitle": None,
            "adminform": shown,
            "object_id": str(row.pk) if row else None,
            "original": row,
            "is_popup": IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET,
            "to_field": request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR)),
            "media": self.media + form.media,
            "inline_admin_formsets": [],
            "errors": [
                *form.errors,
                *(name for name, rows in form.rows.items() if rows.has_errors),
            ],
            "preserved_filters": self.get_preserved_filters(request),
            "may_change": may_change,
            **self.page_context(request, form, row),
            **(extra_context or {}),
        }
        return self.render_change_form(
            request, context, add=row is None, change=row is not None, obj=row, form_url=form_url
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Ask, then delete by the verb; a refusal is shown on the thing's page."""
        row = self.row_or_404(request, object_id)
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        if request.method != "POST":
            return self.ask(request, row, title=f"Delete “{row}”?", text=self.asks_before_deleting)
        try:
            self.delete_by_verb(request, row)
        except Refusal as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
            return HttpResponseRedirect(self.address("change", row.pk))
        # The verb has deleted the row; ours still knows its name.
        self.log_deletions(request, cast("QuerySet[Any]", [row]))
        self.message_user(request, f"“{row}” was deleted.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("changelist"))

    def ask(
        self,
        request: HttpRequest,
        row: Model,
        *,
        title: str,
        text: str = "",
        form: ValueForm | None = None,
        button: str = "",
        **more: Any,
    ) -> HttpResponse:
        """Return a page that asks before something is done: a sentence, perhaps a form, a button."""
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "text": text,
            "form": form,
            "button": button or title.split(" ", 1)[0].strip("?"),
            "original": row,
            "opts": self.opts,
            "back": self.address("change", row.pk),
            "media": self.media + (form.media if form else self.media),
            **more,
        }
        template = more.get("template", "desk/ask.html")
        return TemplateResponse(request, template, context)

    def address(self, page: str, *args: Any) -> str:
        """Return the address of one of this admin's pages."""
        return reverse(
            f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args
        )
