"""A push that met a person's edits: an editor accepts or rejects it, field by field."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from articles.comparing import Difference, differences
from articles.content import merged
from articles.drafts import current_content
from articles.models import Article, Proposal, ProposalState
from articles.naming import names_in
from articles.proposals import accept_proposal
from cms.access.people import person
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import FieldError, Refusal

ACCEPT, REJECT = "accept", "reject"


class Choice(NamedTuple):
    """One proposed field: what differs, what the editor has chosen so far, and what is wrong with that."""

    difference: Difference
    chosen: str
    problem: str


class ProposalPages(VerbAdmin):
    """The page on which a held push is decided on."""

    def get_urls(self) -> list[Any]:
        """Return this admin's addresses, ours first."""
        page = path(
            "<uuid:object_id>/proposal/",
            self.admin_site.admin_view(self.proposal_page),
            name="articles_article_proposal",
        )
        return [page, *super().get_urls()]

    def proposal_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Show what is proposed beside what is there, and do what the editor chose."""
        article = self.row_or_404(request, object_id)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        row = Proposal.objects.filter(article=article, state=ProposalState.WAITING).first()
        if row is None:
            self.message_user(request, "No push waits for this article.", messages.INFO)
            return self._back(article)
        problems: Mapping[str, str] = {}
        if request.method == "POST":
            chosen = _chosen(request.POST, row)
            problems = {
                name: "Accept it or reject it." for name in row.changes if name not in chosen
            }
            if not problems:
                try:
                    return self._decided(request, article, row, chosen)
                except Refusal as refusal:
                    problems = _said(refusal, row)
                    self.message_user(request, refusal.detail, messages.ERROR)
        article.refresh_from_db()
        context = {
            **self.admin_site.each_context(request),
            "title": f"A push from {row.via or 'an integrator'}",
            "original": article,
            "opts": self.opts,
            "proposal": row,
            "choices": _choices(article, row, request.POST, problems),
            "has_problems": bool(problems),
            "media": self.media,
        }
        return TemplateResponse(request, "articles/admin/proposal.html", context)

    def _decided(
        self, request: HttpRequest, article: Article, row: Proposal, chosen: Mapping[str, str]
    ) -> HttpResponse:
        taken = [name for name, choice in chosen.items() if choice == ACCEPT]
        opened = request.POST.get("revision", "")
        accept_proposal(
            proposal=row.pk,
            by=person(request),
            fields=taken,
            expected_revision=int(opened[:9]) if opened.isdecimal() else None,
        )
        said = (
            f"{len(taken)} of {len(chosen)} fields were accepted." if taken else "It was rejected."
        )
        self.log_change(request, article, f"Push from {row.via}: {said}")
        self.message_user(request, said, messages.SUCCESS)
        return self._back(article)

    def _back(self, article: Article) -> HttpResponse:
        return HttpResponseRedirect(self.address("change", article.pk))


def _chosen(sent: Mapping[str, str], row: Proposal) -> dict[str, str]:
    """Return what the editor chose for each field; one of the buttons chooses for all."""
    for_all = sent.get("_all")
    given = {name: for_all or sent.get(f"choice-{name}", "") for name in row.changes}
    return {name: choice for name, choice in given.items() if choice in (ACCEPT, REJECT)}


def _choices(
    article: Article, row: Proposal, sent: Mapping[str, str], problems: Mapping[str, str]
) -> list[Choice]:
    here = current_content(article)
    proposed = merged(here, row.changes)
    found = {
        one.field: one
        for one in differences(here, proposed, names=names_in([here, proposed]))
        if one.field in row.changes
    }
    return [
        Choice(
            found.get(name) or Difference(name, name, ()),
            sent.get(f"choice-{name}", ""),
            problems.get(name, ""),
        )
        for name in sorted(row.changes, key=[*found, *row.changes].index)
    ]


def _said(refusal: Refusal, row: Proposal) -> dict[str, str]:
    """Return what hinders it, by field; what is about none of the fields stands at the first."""
    errors = refusal.errors or (FieldError("", refusal.code, refusal.detail),)
    first = next(iter(row.changes), "")
    named = [(one.field.partition(".")[0], one.message) for one in errors]
    return {name if name in row.changes else first: message for name, message in named}
