"""Deliveries with every attempt, and kills that wait to be acknowledged: to look at, and to send again."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from cms.access.people import person
from cms.desk.value_form import ValueForm
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import Refusal
from cms.webhooks.acknowledging import acknowledge
from cms.webhooks.models import Delivery
from cms.webhooks.models.delivery import Kill
from cms.webhooks.redelivering import redeliver
from cms.webhooks.states import STATES, UNACKNOWLEDGED, state_of

_BADGES = {
    "waiting": "waiting",
    "retrying": "waiting",
    "repeating": "waiting",
    "delivered": "live",
    "given_up": "refused",
}


class StateFilter(admin.SimpleListFilter):
    """What has become of deliveries."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [(word, word.replace("_", " ").capitalize()) for word in STATES]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen deliveries."""
        chosen = STATES.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen)


class _DeliveryPages(VerbAdmin):
    """Pages about deliveries; nothing on them is typed."""

    value_form = ValueForm
    change_form_template = "webhooks/admin/delivery.html"
    list_select_related = ("endpoint",)
    fieldsets = ((None, {"fields": ()}),)

    class Media:
        css = {"all": ["webhooks/webhooks.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: changes make deliveries."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: they go when nobody looks at them any more."""
        return False

    def initial_values(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Return nothing: there is nothing to type."""
        return {}

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Any:
        """Change nothing."""
        return row

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return what became of the delivery, with every attempt."""
        word = state_of(row)
        return {
            "state": word.replace("_", " "),
            "badge": _BADGES[word],
            "attempts": row.attempt_log.order_by("-id")[:100],
            "may_act": self.has_change_permission(request, row),
        }

    @admin.display(description="state")
    def state(self, row: Delivery) -> SafeString:
        """Return what became of it."""
        word = state_of(row)
        shown = word.replace("_", " ")
        return format_html('<span class="badge badge-{}">{}</span>', _BADGES[word], shown)

    def _acted(self, request: HttpRequest, object_id: str, act: Any, said: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            try:
                act(row)
            except Refusal as refusal:
                self.message_user(request, refusal.detail, messages.ERROR)
            else:
                self.log_change(request, row, said)
                self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", row.pk))


@admin.register(Delivery)
class DeliveryAdmin(_DeliveryPages):
    """What was sent or will be, newest first."""

    list_display = ("event", "endpoint", "state", "tries", "last_status", "at", "delivered_at")
    list_filter = (StateFilter, "is_kill", "event", "endpoint")
    search_fields = ("thing", "id")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")

    def get_urls(self) -> list[URLPattern]:
        """Add sending again."""
        view = self.admin_site.admin_view(self.redeliver_view)
        name = "webhooks_delivery_redeliver"
        return [path("<path:object_id>/redeliver/", view, name=name), *super().get_urls()]

    def redeliver_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make it due now."""
        said = "It is sent again."
        return self._acted(request, object_id, lambda row: redeliver(delivery=row.pk), said)


@admin.register(Kill)
class KillAdmin(_DeliveryPages):
    """Who has not acknowledged that something was killed, and for how long."""

    list_display = (
        "endpoint",
        "killed",
        "killed_for",
        "state",
        "tries",
        "last_status",
        "reminded",
    )
    list_filter = ("endpoint",)
    search_fields = ("thing",)
    ordering = ("at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return those that wait; on its own page one that was acknowledged meanwhile, too."""
        rows = super().get_queryset(request).filter(is_kill=True)
        is_list = getattr(request.resolver_match, "url_name", "").endswith("changelist")
        return rows.filter(UNACKNOWLEDGED) if is_list else rows

    def get_urls(self) -> list[URLPattern]:
        """Add acknowledging."""
        view = self.admin_site.admin_view(self.acknowledge_view)
        name = "webhooks_kill_acknowledge"
        return [path("<path:object_id>/acknowledge/", view, name=name), *super().get_urls()]

    @admin.display(description="killed", ordering="thing")
    def killed(self, row: Delivery) -> SafeString:
        """Return what must be gone: by an address of its own, if it ever had one, and its id."""
        name = next(iter(row.data.get("aliases") or ()), row.thing_type)
        return format_html("{}<br><code>{}</code>", name, row.thing)

    @admin.display(description="killed for", ordering="at")
    def killed_for(self, row: Delivery) -> str:
        """Return for how long it should have been gone."""
        return timesince(row.at, timezone.now())

    @admin.display(description="told")
    def reminded(self, row: Delivery) -> str:
        """Return how often the receiver took the message without acknowledging it."""
        return f"{row.reminders} ×" if row.delivered_at else "not yet"

    def acknowledge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Note that the subscriber has said so by other means."""
        by = f"{person(request)}, for the subscriber"
        said = "It is acknowledged and not sent again."
        return self._acted(
            request, object_id, lambda row: acknowledge(delivery=row.pk, by=by), said
        )
