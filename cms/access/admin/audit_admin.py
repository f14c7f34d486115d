"""Who changed what through the API: to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.access.models import AuditLine
from cms.desk.to_look_at import ToLookAt


@admin.register(AuditLine)
class AuditLineAdmin(ToLookAt):
    """Every write by a key, newest first; nobody changes a line."""

    list_display = ("at", "actor", "call", "written", "status", "request_id")
    list_display_links = None
    list_filter = ("method", "thing_type")
    list_select_related = False
    search_fields = ("actor", "thing", "route", "=request_id")
    date_hierarchy = "at"
    ordering = ("-id",)
    show_full_result_count = False

    class Media:
        css = {"all": ["access/audit.css"]}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the lines under their own name."""
        return super().changelist_view(request, {"title": "Audit lines", **(extra_context or {})})

    @admin.display(description="request")
    def call(self, line: AuditLine) -> SafeString:
        """Return the method and the address, which may be broken anywhere."""
        return format_html('{} <code class="address">{}</code>', line.method, line.route)

    @admin.display(description="written")
    def written(self, line: AuditLine) -> SafeString:
        """Return what was written."""
        return format_html('{} <code class="address">{}</code>', line.thing_type, line.thing)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow the link on a key's page to its own lines."""
        return lookup == "key" or super().lookup_allowed(lookup, value, request)
