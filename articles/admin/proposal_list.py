"""The list of held pushes: what each is about and what became of it."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.comparing import LABELS
from articles.models import Proposal, ProposalState

_NOTHING = Q(accepted=[])
STANDINGS = {
    "waiting": Q(state=ProposalState.WAITING),
    "accepted": Q(state=ProposalState.DECIDED) & ~_NOTHING,
    "rejected": Q(state=ProposalState.DECIDED) & _NOTHING,
    "replaced": Q(state=ProposalState.REPLACED),
}


def standing_of(row: Proposal) -> str:
    """Return what became of a push, in a word or three: one that was taken over in part says so."""
    if row.state != ProposalState.DECIDED:
        return str(row.state)
    if not row.accepted:
        return "rejected"
    return "accepted" if len(row.accepted) == len(row.changes) else "accepted in part"


def badge(standing: str) -> SafeString:
    """Return a standing as a badge."""
    return format_html(
        '<span class="badge badge-push-{}">{}</span>', standing.partition(" ")[0], standing
    )


class StandingFilter(admin.SimpleListFilter):
    """Whether it waits or what was decided; accepted in part counts as accepted."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [(one, one.capitalize()) for one in STANDINGS]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen pushes."""
        chosen = STANDINGS.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen)


class ProposalColumns:
    """The columns of the list."""

    @admin.display(description="article", ordering="article__headline")
    def about(self, row: Proposal) -> SafeString:
        """Return the article's headline."""
        return format_html(
            '<span class="cell-headline" lang="{}">{}</span>', row.article.language, row.article
        )

    @admin.display(description="changes")
    def fields_sent(self, row: Proposal) -> str:
        """Return the fields that it would change."""
        return ", ".join(label for name, label in LABELS.items() if name in row.changes)

    @admin.display(description="standing")
    def standing(self, row: Proposal) -> SafeString:
        """Return what became of it."""
        return badge(standing_of(row))
