"""Held pushes: what an integrator sent for an article that a person had edited, to accept or reject field by field."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles.admin.article_state import held_push
from articles.admin.proposal_fields import proposed_fields
from articles.admin.proposal_form import DecisionForm
from articles.admin.proposal_list import ProposalColumns, StandingFilter, badge, standing_of
from articles.comparing import LABELS
from articles.draft_locks import StaleRevision
from articles.models import Proposal, ProposalState
from articles.proposals import ProposalRefused, accept_proposal
from articles.visibility import working_copies
from cms.access.callers import caller_for_user
from cms.access.people import person
from cms.desk.value_form import ValueForm, sent_values
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import NotFound


@admin.register(Proposal)
class ProposalAdmin(ProposalColumns, VerbAdmin):
    """Pushes make them, `accept_proposal` decides on them; who sees and changes the article may do the same here."""

    value_form = DecisionForm
    change_form_template = "articles/admin/proposal.html"
    fieldsets = ((None, {"fields": ()}),)
    list_display = ("about", "fields_sent", "via", "made_at", "standing", "decided_by")
    list_filter = (StandingFilter,)
    list_select_related = ("article", "decided_by")
    search_fields = ("article__headline", "article__external_id", "via")
    date_hierarchy = "made_at"
    ordering = ("-made_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """Return the pushes for articles whose working copy somebody sees."""
        seen = working_copies(caller_for_user(person(request)))
        rows: QuerySet[Proposal] = super().get_queryset(request)
        return rows.filter(article__in=seen)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: pushes make them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether somebody may change articles."""
        return person(request).has_perm("articles.change_article")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether somebody may look at articles."""
        may_look = person(request).has_perm("articles.view_article")
        return may_look or self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: they are kept."""
        return False

    def make_form(self, request: HttpRequest, row: Any, *, is_sent: bool) -> ValueForm:
        """Return the form with a choice for each field that the push would change."""
        sent = {"data": sent_values(request)} if is_sent else {}
        return DecisionForm(proposed=[name for name in LABELS if name in row.changes], **sent)

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Proposal:
        """Decide by the verb; a revision that is newer than the page is refused and says whose it is."""
        try:
            saved = accept_proposal(
                proposal=row.pk,
                by=person(request),
                fields=cast("DecisionForm", form).accepted(),
                expected_revision=form.cleaned_data["revision"],
            )
        except StaleRevision as stale:
            raise ProposalRefused(_what_is_new(stale)) from stale
        except NotFound as gone:
            raise Http404(gone.detail) from gone
        row.refresh_from_db()
        said = f"Saved as revision {saved.revision.number}. " if saved else ""
        self.message_user(request, said + _told(row), messages.SUCCESS)
        return cast("Proposal", row)

    def response_change(self, request: HttpRequest, obj: Proposal) -> HttpResponse:
        """Go on to the article."""
        return HttpResponseRedirect(_article_page(obj))

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return the push beside the article as it is now, whatever it was when the page was opened."""
        if form.is_bound:
            self._read_again(row)
        waits = row.state == ProposalState.WAITING
        later = None if waits else held_push(row.article)
        return {
            "title": f"Held push for “{row.article}”",
            # Its own line says that nothing was decided.
            "errors": [],
            "proposed": proposed_fields(row, cast("DecisionForm", form)),
            "standing": badge(standing_of(row)),
            "waits": waits,
            "may_decide": waits and self.has_change_permission(request, row),
            "later": later,
            "article_page": _article_page(row),
        }

    def _read_again(self, row: Proposal) -> None:
        try:
            row.refresh_from_db()
        except Proposal.DoesNotExist as gone:
            raise Http404("The article was deleted meanwhile.") from gone


def _article_page(row: Proposal) -> str:
    return reverse("admin:articles_article_change", args=[row.article_id])


def _what_is_new(stale: StaleRevision) -> str:
    newest = stale.members["saves"][0]
    return (
        f"{newest['by']} saved revision {stale.members['current_revision']} of the article after you opened this "
        "page, so nothing was decided. Below, what was sent now stands beside that revision: look again and decide."
    )


def _told(row: Proposal) -> str:
    """Return what was decided, by the names of the fields."""
    taken = [LABELS[name] for name in LABELS if name in row.accepted]
    left = [LABELS[name] for name in LABELS if name in row.changes and name not in row.accepted]
    parts = [("Accepted", taken), ("Rejected", left)]
    return " ".join(f"{word}: {', '.join(names)}." for word, names in parts if names)
