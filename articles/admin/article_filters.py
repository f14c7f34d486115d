"""Ways to narrow the list of articles down."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from articles.models import ArticleTag, Edition, Proposal, ProposalState, Tag, TagKind


class PublicFilter(admin.SimpleListFilter):
    """Where the article stands with readers."""

    title = "public"
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [
            ("live", "Live"),
            ("changed", "Live, with a newer draft"),
            ("never", "Never public"),
            ("withdrawn", "Withdrawn"),
            ("proposed", "With a push that waits for an editor"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen articles."""
        own = Edition.objects.filter(article=OuterRef("pk"))
        waiting = Proposal.objects.filter(article=OuterRef("pk"), state=ProposalState.WAITING)
        chosen = {
            "live": Exists(own.filter(status="live")),
            "changed": Exists(own.filter(status="live", revision__lt=OuterRef("revision"))),
            "never": ~Exists(own),
            "withdrawn": Exists(own.filter(status="withdrawn")),
            "proposed": Exists(waiting),
        }.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen)


class LanguageFilter(admin.SimpleListFilter):
    """One of the newsroom's languages."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [(language, language) for language in settings.NEWSROOM_LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen articles."""
        chosen = self.value()
        return (
            queryset.filter(language=chosen) if chosen in settings.NEWSROOM_LANGUAGES else queryset
        )


class SectionFilter(admin.SimpleListFilter):
    """The primary section."""

    title = "section"
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        sections = Tag.objects.filter(kind=TagKind.SECTION, merged_into=None)
        return [*sections.order_by("position", "name").values_list("slug", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen articles."""
        if self.value() not in dict(self.lookup_choices):
            return queryset
        own = ArticleTag.objects.filter(article=OuterRef("pk"), is_section=True)
        return queryset.filter(Exists(own.filter(tag__slug=self.value())))
