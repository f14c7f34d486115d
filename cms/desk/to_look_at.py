"""Admin pages without a form: what is written down there is written by verbs alone."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class ToLookAt(admin.ModelAdmin):
    """Pages on which nothing is added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: verbs append."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what is written down stays."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what is written down stays."""
        return False
