"""Ways to narrow the list of images down to those that need a hand."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from media.disclosure import AI_TERMS
from media.models import Image
from media.rights import NOTICE


class MadeFilter(admin.SimpleListFilter):
    """How the image was made."""

    title = "how it was made"
    parameter_name = "made"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("ai", "AI"), ("other", "Not by AI"), ("unknown", "Unknown source type")]

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
            ("alt", "No alternative text"),
            ("file", "Awaits its file"),
            ("confirmation", "Suggestion to confirm"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen images."""
        chosen = {
            "alt": Q(alt={}, is_decorative=False),
            "file": Q(file=""),
            "confirmation": ~Q(digital_source_type="") & Q(confirmed_at=None),
        }.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen, killed_at=None)


class RightsFilter(admin.SimpleListFilter):
    """When the right to show the image ends; any number of days may be written into the address."""

    title = "rights"
    parameter_name = "rights"
    template = "admin/filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices, and the number of days that the address asks for."""
        days = {7, NOTICE.days, 90}
        if (asked := self._days(request.GET.get(self.parameter_name))) is not None:
            days.add(asked)
        within = [(str(number), f"Expiring within {number} days") for number in sorted(days)]
        return [*within, ("expired", "Expired"), ("dated", "With an end"), ("open", "Without end")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen images."""
        value, now = self.value() or "", timezone.now()
        chosen = {
            "expired": Q(rights_expire_at__lte=now),
            "dated": Q(rights_expire_at__isnull=False),
            "open": Q(rights_expire_at=None),
        }.get(value)
        if chosen is None and (days := self._days(value)) is not None:
            chosen = Q(rights_expire_at__gt=now, rights_expire_at__lte=now + timedelta(days=days))
        return queryset if chosen is None else queryset.filter(chosen, killed_at=None)

    @staticmethod
    def _days(value: str | None) -> int | None:
        """Return a number of days, at most ten years of them."""
        return (
            int(value) if value and value.isascii() and value.isdigit() and len(value) < 5 else None
        )


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


class DuplicatesFilter(admin.SimpleListFilter):
    """Whether another image has the same file; what only looks alike is on the page of duplicates."""

    title = "duplicates"
    parameter_name = "duplicates"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("file", "Same file as another")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen images."""
        if self.value() != "file":
            return queryset
        files = Image.objects.exclude(sha256="").order_by().values("sha256")
        several = files.annotate(records=Count("id")).filter(records__gt=1).values("sha256")
        return queryset.filter(sha256__in=several)
