"""API keys: made, changed and revoked by the verbs. A key itself is shown once."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.access.admin.key_form import KeyForm
from cms.access.keys import KEY_FIELDS, change_key, make_key, revoke_key
from cms.access.models import ApiKey
from cms.access.people import person
from cms.desk.value_form import ValueForm
from cms.desk.verb_admin import VerbAdmin


class StandingFilter(admin.SimpleListFilter):
    """Whether a key is active, revoked or expired."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [(one, one.capitalize()) for one in ("active", "revoked", "expired")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen keys."""
        revoked, expired = Q(revoked_at__isnull=False), Q(expires_at__lte=timezone.now())
        conditions = {
            "active": ~revoked & ~expired,
            "revoked": revoked,
            "expired": expired & ~revoked,
        }
        chosen = conditions.get(self.value() or "")
        return queryset.filter(chosen) if chosen else queryset


@admin.register(ApiKey)
class KeyAdmin(VerbAdmin):
    """Who may call the API, and for what."""

    value_form = KeyForm
    change_form_template = "access/key.html"
    list_display = ("name", "begins", "may", "standing", "last_used_at", "expires_at", "created_by")
    list_filter = (StandingFilter,)
    list_select_related = ("created_by",)
    search_fields = ("name", "prefix", "external_source")
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": ("name", "scopes")}),
        ("Limits", {"fields": ("sections", "languages", "external_source")}),
        ("Rate and end", {"fields": (("rate_per_minute", "expires_at"),)}),
    )

    @admin.display(description="begins with", ordering="prefix")
    def begins(self, key: ApiKey) -> SafeString:
        """Return how the key begins."""
        return format_html("<code>{}…</code>", key.prefix)

    @admin.display(description="may")
    def may(self, key: ApiKey) -> str:
        """Return its scopes."""
        return ", ".join(key.scopes)

    @admin.display(description="standing")
    def standing(self, key: ApiKey) -> SafeString:
        """Return whether it is good."""
        standing = key.standing_at(timezone.now())
        return format_html('<span class="badge badge-key-{}">{}</span>', standing, standing)

    def get_urls(self) -> list[Any]:
        """Return this admin's addresses, ours first."""
        view = self.admin_site.admin_view(self.revoke_page)
        revoke = path("<uuid:object_id>/revoke/", view, name="access_apikey_revoke")
        return [revoke, *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a key is revoked, and what it wrote stays written down."""
        return False

    def initial_values(self, request: HttpRequest, row: Any) -> Mapping[str, Any]:
        """Return what the key may do and is limited to."""
        shown = row or ApiKey()
        return {name: getattr(shown, name) for name in KEY_FIELDS}

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> ApiKey:
        """Make the key, or change what was changed."""
        values = form.cleaned_data
        if row is None:
            made = make_key(values=values, by=person(request))
            made.key.told = made.text
            return made.key
        changed = {name: values[name] for name in form.changed_data}
        return change_key(key=row.pk, values=changed) if changed else cast("ApiKey", row)

    def response_add(
        self, request: HttpRequest, obj: ApiKey, post_url_continue: Any = None
    ) -> HttpResponse:
        """Show the key, this once: nothing keeps it, not even the session."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"The key of “{obj}”",
            "original": obj,
            "opts": self.opts,
            "back": self.address("change", obj.pk),
            "media": self.media,
        }
        return TemplateResponse(request, "access/key_made.html", context)

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return how the key stands."""
        if row is None:
            return {}
        standing = row.standing_at(timezone.now())
        # A revoked key stays as it is.
        is_changeable = standing != "revoked" and self.has_change_permission(request, row)
        if not is_changeable:
            form.disable()
        return {"standing": standing, "may_change": is_changeable}

    def revoke_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Ask, then revoke the key."""
        key = self.row_or_404(request, object_id)
        if not self.has_change_permission(request, key):
            raise PermissionDenied
        if request.method != "POST":
            text = "The next request with it is refused. This cannot be taken back; what it wrote stays."
            return self.ask(request, key, title=f"Revoke the key of “{key}”?", text=text)
        revoke_key(key=key.pk)
        self.log_change(request, key, "Revoked.")
        self.message_user(request, "The key was revoked.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", key.pk))
