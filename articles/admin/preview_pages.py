"""Preview links of an article: opened at once, made to be sent to somebody, revoked."""

from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from articles.models import Article, PreviewLink
from articles.preview_tokens import preview_page, token_of
from articles.previewing import LIFETIMES, make_preview_link, revoke_preview_link
from cms.access.people import person
from cms.desk.value_form import ValueForm, sent_values
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import Refusal

_SHORTEST, *_ = LIFETIMES


class LinkForm(ValueForm):
    """How long a link lasts."""

    lifetime = forms.ChoiceField(
        choices=[(name, name) for name in LIFETIMES], initial="a day", label="It opens for"
    )


class ShownLink(NamedTuple):
    """A link as the page lists it; `address` is empty for one that opens nothing any more."""

    row: PreviewLink
    standing: str
    address: str


class PreviewPages(VerbAdmin):
    """The preview itself, and the list of an article's links."""

    def get_urls(self) -> list[Any]:
        """Return this admin's addresses, ours first."""
        view = self.admin_site.admin_view
        return [
            path(
                "<uuid:object_id>/preview/",
                view(self.preview_at_once),
                name="articles_article_preview",
            ),
            path(
                "<uuid:object_id>/previews/",
                view(self.previews_page),
                name="articles_article_previews",
            ),
            path(
                "<uuid:object_id>/previews/<uuid:link_id>/revoke/",
                view(self.revoke_preview),
                name="articles_article_revoke_preview",
            ),
            *super().get_urls(),
        ]

    def preview_at_once(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Open the preview, by a link that lasts an hour."""
        article = self._seen(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        link = make_preview_link(
            article=article.pk, lifetime=LIFETIMES[_SHORTEST], by=person(request)
        )
        address = _address(link)
        if not settings.PREVIEW_URL:
            return HttpResponseRedirect(address.removeprefix(settings.PUBLIC_URL))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Preview of “{article}”",
            "address": address,
        }
        return TemplateResponse(request, "articles/admin/preview_elsewhere.html", context)

    def previews_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Show the article's links, and make a new one."""
        article = self._seen(request, object_id)
        form = LinkForm(sent_values(request))
        if request.method == "POST" and form.is_valid():
            lifetime = form.cleaned_data["lifetime"]
            make_preview_link(article=article.pk, lifetime=LIFETIMES[lifetime], by=person(request))
            self.log_change(request, article, f"Made a preview link for {lifetime}.")
            self.message_user(request, f"The link opens for {lifetime}.", messages.SUCCESS)
            return HttpResponseRedirect(self.address("previews", article.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Previews of “{article}”",
            "original": article,
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "links": links_of(article),
        }
        return TemplateResponse(request, "articles/admin/previews.html", context)

    def revoke_preview(self, request: HttpRequest, object_id: UUID, link_id: UUID) -> HttpResponse:
        """Revoke a link at once."""
        article = self._seen(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            revoke_preview_link(link=link_id, article=article.pk)
        except Refusal as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
        else:
            self.log_change(request, article, "Revoked a preview link.")
            self.message_user(request, "The link opens nothing any more.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("previews", article.pk))

    def _seen(self, request: HttpRequest, object_id: UUID) -> Article:
        article: Article = self.row_or_404(request, object_id)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return article


def links_of(article: Article) -> list[ShownLink]:
    """Return the newest links of an article."""
    rows = PreviewLink.objects.filter(article=article).select_related("made_by")
    return [_shown(row) for row in rows.order_by("-id")[:50]]


def _shown(row: PreviewLink) -> ShownLink:
    if row.is_valid_at(timezone.now()):
        return ShownLink(row, "open", _address(row))
    return ShownLink(row, "revoked" if row.revoked_at else "expired", "")


def _address(link: PreviewLink) -> str:
    return preview_page(article=link.article_id, token=token_of(link.pk))
