"""What is planned, was done and was refused, for all articles: to look at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Schedule
from articles.visibility import working_copies
from cms.access.callers import caller_for_user
from cms.access.people import person
from cms.desk.to_look_at import ToLookAt


class StandingFilter(admin.SimpleListFilter):
    """Whether it waits, was done, was refused or cancelled."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [(one, one.capitalize()) for one in ("waiting", "done", "refused", "cancelled")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen schedules."""
        if self.value() == "waiting":
            return queryset.filter(due_at__isnull=False, failed_at=None)
        column = {"done": "done_at", "refused": "failed_at", "cancelled": "cancelled_at"}
        chosen = column.get(self.value() or "")
        return queryset.filter(**{f"{chosen}__isnull": False}) if chosen else queryset


@admin.register(Schedule)
class ScheduleAdmin(ToLookAt):
    """The list of schedules; they are made and cancelled on the articles' pages."""

    list_display = ("article_link", "verb", "at", "standing", "created_by")
    list_display_links = None
    list_filter = (StandingFilter, "verb")
    list_select_related = ("article", "created_by")
    date_hierarchy = "at"
    ordering = ("-at",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Schedule]:
        """Return the schedules of the articles that somebody sees."""
        seen = working_copies(caller_for_user(person(request)))
        rows: QuerySet[Schedule] = super().get_queryset(request)
        return rows.filter(article__in=seen)

    @admin.display(description="article", ordering="article__headline")
    def article_link(self, schedule: Schedule) -> SafeString:
        """Return the headline with a link to the article's page."""
        return format_html(
            '<a href="../article/{}/change/">{}</a>', schedule.article_id, schedule.article
        )

    @admin.display(description="standing")
    def standing(self, schedule: Schedule) -> SafeString:
        """Return what became of it."""
        return format_html(
            '<span class="badge badge-{}">{}</span> {}',
            schedule_standing(schedule),
            schedule_standing(schedule),
            schedule.last_error,
        )


def schedule_standing(schedule: Schedule) -> str:
    """Return what became of a schedule, in one word."""
    if schedule.cancelled_at:
        return "cancelled"
    if schedule.done_at:
        return "done"
    return "refused" if schedule.failed_at else "waiting"
