"""The revisions of an article: who saved what when, two of them compared, one brought back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from articles.admin.article_state import content_at, revisions_of
from articles.comparing import Difference, differences
from articles.drafts import restore_revision
from articles.models import Article
from articles.naming import names_in
from cms.access.people import person
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import Refusal


class RevisionPages(VerbAdmin):
    """The list of revisions with its comparison, and the restoring."""

    def get_urls(self) -> list[Any]:
        """Return this admin's addresses, ours first."""
        view = self.admin_site.admin_view
        return [
            path(
                "<uuid:object_id>/revisions/",
                view(self.revisions_page),
                name="articles_article_revisions",
            ),
            path(
                "<uuid:object_id>/revisions/<int:number>/restore/",
                view(self.restore_page),
                name="articles_article_restore",
            ),
            *super().get_urls(),
        ]

    def revisions_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Show the revisions, and what differs between the two that `from` and `to` name."""
        article = self.row_or_404(request, object_id)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        newer = _number(request, "to", article.revision)
        older = _number(request, "from", max(newer - 1, 1))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Revisions of “{article}”",
            "original": article,
            "opts": self.opts,
            "revisions": revisions_of(article)[:200],
            "older": older,
            "newer": newer,
            "differences": _compared(article, older, newer),
            "media": self.media,
            "may_change": self.has_change_permission(request, article),
        }
        return TemplateResponse(request, "articles/admin/revisions.html", context)

    def restore_page(self, request: HttpRequest, object_id: UUID, number: int) -> HttpResponse:
        """Ask, then make an earlier revision the newest again."""
        article = self.row_or_404(request, object_id)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        if request.method != "POST":
            text = "It becomes the newest revision of the draft. Nothing is lost, and nothing is published."
            return self.ask(
                request,
                article,
                title=f"Restore revision {number}",
                text=text,
                button_class="primary",
            )
        try:
            saved = restore_revision(article=article.pk, number=number, by=person(request))
        except Refusal as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
        else:
            said = f"Revision {number} is back, as revision {saved.revision.number}."
            self.log_change(request, article, said)
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", article.pk))


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    given = request.GET.get(name, "")
    return int(given[:9]) if given.isdecimal() else otherwise


def _compared(article: Article, older: int, newer: int) -> list[Difference]:
    if older == newer:
        return []
    before, after = content_at(article, older), content_at(article, newer)
    if before is None or after is None:
        raise Http404("There is no such revision.")
    return differences(before, after, names=names_in([before, after]))
