"""The log of public changes and how far it is followed: to look at."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cms.changes.condition import backlog
from cms.changes.followers import followers
from cms.changes.models import Change, FeedState
from cms.desk.to_look_at import ToLookAt


@admin.register(Change)
class ChangeAdmin(ToLookAt):
    """What became public, changed or left, newest first; written by the verbs alone."""

    list_display = ("seq", "type", "thing", "operation", "version", "at")
    list_display_links = None
    list_filter = ("type", "operation")
    date_hierarchy = "at"
    ordering = ("-id",)
    show_full_result_count = False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the log under its own name."""
        return super().changelist_view(request, {"title": "Changes", **(extra_context or {})})


@admin.register(FeedState)
class FeedStateAdmin(ToLookAt):
    """How far the log is numbered, what waits for its number, and who follows; one page."""

    fields = readonly_fields = (
        "epoch",
        "last_seq",
        "low_water",
        "pending",
        "oldest_pending",
        "rows",
        "known_followers",
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Go to the one page."""
        opts = self.opts
        page = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[FeedState.ONLY_ID])
        return HttpResponseRedirect(page)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the page under its own name."""
        context = {"title": "The log of changes", **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    @admin.display(description="waiting for a number")
    def pending(self, state: FeedState) -> int:
        """Return how many changes are committed and not numbered yet."""
        return backlog().pending

    @admin.display(description="the oldest of them is of")
    def oldest_pending(self, state: FeedState) -> Any:
        """Return since when the oldest waits; more than some seconds means that no worker runs."""
        return backlog().oldest_pending_at or "-"

    @admin.display(description="changes in the log")
    def rows(self, state: FeedState) -> str:
        """Return how many changes are kept, and how many compacting could remove."""
        now = backlog()
        return f"{now.rows:,}, of which {now.superseded:,} are superseded"

    @admin.display(description="followers within")
    def known_followers(self, state: FeedState) -> SafeString | str:
        """Return who follows the log from within, and how far behind; readers over HTTP keep their own place."""
        lines = ((one.name, f"{max(state.last_seq - one.seq, 0):,} behind") for one in followers())
        return format_html_join("", "<div>{}: {}</div>", lines) or "none"
