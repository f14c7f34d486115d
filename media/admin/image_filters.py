"""Ways to narrow the list of images down to those that need a hand."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from media.disclosure import AI_TERMS


class MadeFilter(admin.SimpleListFilter):
    """How the image was made."""

    title = "how it was made"
    parameter_name = "made"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("ai", "By AI"), ("other", "Not by AI"), ("unknown", "Unknown")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen images."""
        chosen = {
            "ai": Q(digital_source_type__in=AI_TERMS),
            "other": ~Q(digital_source_type__in=["", *AI_TERMS]),
            "unknown": Q(digital_source_type=""),
        }.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen)


class NeedsFilter(admin.SimpleListFilter):
    """What is still to be done about an image."""

    title = "what it needs"
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [
            ("alt", "An alternative text"),
            ("file", "Its file (awaited)"),
            ("confirmation", "Confirmation of a suggestion"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen images."""
        chosen = {
            "alt": Q(alt={}, is_decorative=False),
            "file": Q(file=""),
            "confirmation": ~Q(digital_source_type="") & Q(confirmed_at=None),
        }.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen, killed_at=None)


class StandingFilter(admin.SimpleListFilter):
    """Whether readers may see it."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("public", "Public"), ("private", "Not public"), ("killed", "Killed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen images."""
        chosen = {
            "public": Q(is_public=True),
            "private": Q(is_public=False, killed_at=None),
            "killed": Q(killed_at__isnull=False),
        }.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen)
