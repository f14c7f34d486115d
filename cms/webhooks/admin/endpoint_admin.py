"""Endpoints: how they are doing, and what can be done with them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.access.people import person
from cms.changes.reading import current_head
from cms.desk.value_form import ValueForm, sent_values
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import Refusal
from cms.http.reachable import masked
from cms.webhooks.admin.endpoint_form import (
    FIELDSETS,
    EndpointForm,
    RedeliveryForm,
    RotationForm,
    initial_values,
)
from cms.webhooks.endpoint_values import FIELDS
from cms.webhooks.endpoints import (
    change_endpoint,
    delete_endpoint,
    give_to_keys,
    make_endpoint,
    rotate_secret,
)
from cms.webhooks.models import Endpoint
from cms.webhooks.redelivering import redeliver_since
from cms.webhooks.states import standing, with_counts
from cms.webhooks.testing import send_test

_BADGES = {"working": "live", "failing": "waiting", "resting": "refused", "disabled": "withdrawn"}


@admin.register(Endpoint)
class EndpointAdmin(VerbAdmin):
    """Where changes are sent to."""

    value_form = EndpointForm
    change_form_template = "webhooks/admin/endpoint.html"
    list_display = (
        "name",
        "standing",
        "waiting",
        "given_up",
        "unacknowledged",
        "last_success_at",
    )
    list_filter = ("is_enabled", "payload")
    search_fields = ("description", "url")
    ordering = ("-id",)
    fieldsets = FIELDSETS
    asks_before_deleting = "The log of its deliveries goes with it, and who acknowledged kills."

    class Media:
        css = {"all": ["webhooks/webhooks.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the endpoints with the numbers of what somebody should look at."""
        return with_counts(super().get_queryset(request))

    def get_urls(self) -> list[URLPattern]:
        """Add what can be done with an endpoint."""
        pages = (
            ("test", self.test_view),
            ("rotate", self.rotate_view),
            ("redeliver", self.redeliver_view),
        )
        own = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"webhooks_endpoint_{name}",
            )
            for name, view in pages
        ]
        return own + super().get_urls()

    @admin.display(description="endpoint")
    def name(self, row: Any) -> SafeString:
        """Return whose it is, and where; what follows the host may be a secret."""
        where = masked(row.url) if row.description else ""
        return format_html('{}<br><span class="quiet">{}</span>', row, where)

    @admin.display(description="standing")
    def standing(self, row: Any) -> SafeString:
        """Return how it is doing."""
        word = standing(row)
        reason = row.get_disabled_because_display() if word == "disabled" else ""
        return format_html('<span class="badge badge-{}">{}</span> {}', _BADGES[word], word, reason)

    @admin.display(description="waiting")
    def waiting(self, row: Any) -> int:
        """Return how many deliveries are due or will be."""
        return int(row.waiting)

    @admin.display(description="given up")
    def given_up(self, row: Any) -> int:
        """Return how many deliveries nobody tries any more."""
        return int(row.given_up)

    @admin.display(description="kills to acknowledge")
    def unacknowledged(self, row: Any) -> int:
        """Return how many kills were not acknowledged."""
        return int(row.unacknowledged)

    def initial_values(self, request: HttpRequest, row: Any) -> Mapping[str, Any]:
        """Return what is said of the endpoint."""
        return initial_values(row)

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Endpoint:
        """Make or change the endpoint; a new one carries its secret to the next page."""
        values = {name: form.cleaned_data[name] for name in FIELDS}
        if row is None:
            made = make_endpoint(values=values, by=person(request))
            saved = made.endpoint
            saved.fresh_secret = made.secret  # type: ignore[attr-defined] # for `response_add` alone
        else:
            values = {name: value for name, value in values.items() if name in form.changed_data}
            saved = change_endpoint(endpoint=row.pk, values=values) if values else row
        key, is_shared = form.cleaned_data["key"], form.cleaned_data["is_shared"]
        give_to_keys(endpoint=saved.pk, key=key and key.pk, is_shared=is_shared)
        return saved

    def delete_by_verb(self, request: HttpRequest, row: Endpoint) -> None:
        """Delete it."""
        delete_endpoint(endpoint=row.pk)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the secret, this one time."""
        return self._show_secret(request, obj, obj.fresh_secret)

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return how the endpoint is doing."""
        if row is None:
            return {}
        return {
            "standing": standing(row),
            "badge": _BADGES[standing(row)],
            "secrets": row.secrets.order_by("-id"),
            "behind": max(current_head().last_seq - row.position, 0),
            "deliveries": f"{reverse('admin:webhooks_delivery_changelist')}?endpoint__id__exact={row.pk}",
        }

    def test_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send a ping and show what came back."""
        row = self._changeable(request, object_id)
        if request.method != "POST":
            return HttpResponseRedirect(self.address("change", row.pk))
        attempt = send_test(endpoint=row.pk)
        level = messages.ERROR if attempt.error else messages.SUCCESS
        said = attempt.error or f"The receiver answered {attempt.status}."
        self.message_user(request, f"{said} ({attempt.milliseconds:,} ms)", level)
        return HttpResponseRedirect(
            reverse("admin:webhooks_delivery_change", args=[attempt.delivery_id])
        )

    def rotate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for how long both sign, then show the new secret."""
        row = self._changeable(request, object_id)
        form = RotationForm(sent_values(request))

        def rotate() -> HttpResponse:
            grace = timedelta(hours=form.cleaned_data["hours"])
            secret = rotate_secret(endpoint=row.pk, grace=grace)
            self.log_change(request, row, "Gave it a new secret.")
            return self._show_secret(request, row, secret)

        return self._asked(request, row, form, rotate, title="Make a new secret?", button="Make it")

    def redeliver_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask since when, then make everything since due."""
        row = self._changeable(request, object_id)
        form = RedeliveryForm(sent_values(request))

        def redeliver() -> HttpResponse:
            given = form.cleaned_data
            count = redeliver_since(
                endpoint=row.pk, since=given["since"], only_failed=given["only_failed"]
            )
            self.log_change(request, row, f"Sent {count} deliveries again.")
            self.message_user(request, f"{count:,} deliveries are sent again.", messages.SUCCESS)
            return HttpResponseRedirect(self.address("change", row.pk))

        title = "Send again what was sent since a moment?"
        return self._asked(request, row, form, redeliver, title=title, button="Send again")

    def _asked(
        self,
        request: HttpRequest,
        row: Endpoint,
        form: ValueForm,
        act: Callable[[], HttpResponse],
        *,
        title: str,
        button: str,
    ) -> HttpResponse:
        if form.is_bound and form.is_valid():
            try:
                return act()
            except Refusal as refusal:
                form.show_refusal(refusal)
        return self.ask(request, row, title=title, form=form, button=button, button_class="primary")

    def _changeable(self, request: HttpRequest, object_id: str) -> Endpoint:
        row: Endpoint = self.row_or_404(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        return row

    def _show_secret(self, request: HttpRequest, row: Endpoint, secret: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Keep this secret now",
            "original": row,
            "opts": self.opts,
            "secret": secret,
            "back": self.address("change", row.pk),
            "media": self.media,
        }
        answer = TemplateResponse(request, "webhooks/admin/secret.html", context)
        answer["Cache-Control"] = "private, no-store"
        return answer
