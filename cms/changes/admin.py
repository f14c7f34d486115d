"""The log of public changes: to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cms.changes.models import Change


@admin.register(Change)
class ChangeAdmin(admin.ModelAdmin):
    """What became public, changed or left, newest first; written by the verbs alone."""

    list_display = ("seq", "type", "thing", "operation", "version", "at")
    list_display_links = None
    list_filter = ("type", "operation")
    date_hierarchy = "at"
    ordering = ("-id",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: verbs append."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what is logged stays."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what is logged stays."""
        return False
