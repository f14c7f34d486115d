"""Articles: write, save, publish."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html

from articles.admin.article_actions import ArticleActions
from articles.admin.article_filters import LanguageFilter, PublicFilter, SectionFilter
from articles.admin.article_form import ArticleForm
from articles.admin.article_list import ArticleColumns, listed
from articles.admin.article_saving import opened_content, save_article
from articles.admin.article_state import article_state, links_to
from articles.admin.article_values import field_values, row_values
from articles.admin.preview_pages import PreviewPages
from articles.admin.refused import recall, remember
from articles.admin.revision_pages import RevisionPages
from articles.drafts import delete_draft
from articles.models import Article, Edition
from articles.naming import names_in
from articles.publish_warnings import publish_warnings
from articles.publishing import publish
from articles.visibility import is_seen_by, is_working_copy_of
from cms.access.callers import caller_for_user
from cms.access.people import person
from cms.desk.value_form import ValueForm, sent_values
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import Refusal


@admin.register(Article)
class ArticleAdmin(ArticleColumns, ArticleActions, PreviewPages, RevisionPages, VerbAdmin):
    """The working copies, and the verbs that make them public."""

    value_form = ArticleForm
    change_form_template = "articles/admin/article.html"
    list_display = (
        "picture", "title", "about", "stage_badge", "public", "saved",
    )  # fmt: skip
    list_display_links = ("title",)
    list_filter = (PublicFilter, "stage", "kind", LanguageFilter, SectionFilter, "ai_use")
    search_fields = ("headline", "slugs__slug", "external_id", "body")
    search_may_repeat = True
    date_hierarchy = "saved_at"
    ordering = ("-saved_at",)
    asks_before_deleting = "It was never public. The draft and its revisions will be gone for good."
    fieldsets = (
        (None, {"fields": ("kicker", "headline", "standfirst", "body")}),
        ("Lead image", {"fields": ("lead_image", "lead_image_alt", "lead_image_caption")}),
        ("Byline", {"fields": ("byline",)}),
        (
            "About this article",
            {
                "fields": (
                    ("kind", "language", "stage"),
                    ("ai_use", "urgency"),
                    "responsible",
                    "list_headline",
                )
            },
        ),
        ("Time and address", {"fields": (("published_at", "embargo_until"), "slug"), "classes": ("collapse",)}),
        (
            "Search engines and other systems",
            {
                "fields": (
                    "seo_title",
                    "seo_description",
                    "canonical_url",
                    ("external_source", "external_id"),
                ),
                "classes": ("collapse",),
            },
        ),
        (None, {"fields": ("revision",), "classes": ("hidden",)}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Return the articles that somebody sees, for lists with what the columns show; to pin, also live ones."""
        page = request.resolver_match.url_name if request.resolver_match else ""
        caller = caller_for_user(person(request))
        seen = is_seen_by(caller) if page == "autocomplete" else is_working_copy_of(caller)
        rows: QuerySet[Article] = super().get_queryset(request).filter(seen)
        return listed(rows) if page == self._list_name else rows

    @property
    def _list_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_changelist"

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow the link on a tag's page to the drafts that carry it."""
        return lookup == "tag_uses__tag" or super().lookup_allowed(lookup, value, request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether it may be deleted: only what never was public."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and not (obj and Edition.objects.filter(article=obj).exists())

    def may_publish(self, request: HttpRequest) -> bool:
        """Say whether somebody may decide what the public reads."""
        return request.user.has_perm("articles.publish_article")

    def delete_by_verb(self, request: HttpRequest, row: Article) -> None:
        """Delete a working copy that never was public."""
        delete_draft(article=row.pk)

    def make_form(self, request: HttpRequest, row: Any, *, is_sent: bool) -> ValueForm:
        """Return the form, made from the revision that the page showed."""
        content = opened_content(row, request.POST.get("revision") if is_sent else None)
        about = row or Article()
        labels = names_in([content])
        if about.responsible_id:
            labels[str(about.responsible_id)] = str(about.responsible)
        first = field_values(content) | {
            "stage": about.stage,
            "responsible": about.responsible_id and str(about.responsible_id),
            "revision": row and row.revision,
        }
        sent = {"data": sent_values(request)} if is_sent else {}
        form = ArticleForm(initial=first, rows=row_values(content), labels=labels, **sent)
        if row and not is_sent:
            form.show_problems(recall(request, row.pk))
        return form

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Article:
        """Save the working copy, and tell the writer what of the body was rewritten."""
        if "_publish" in request.POST and not self.may_publish(request):
            raise PermissionDenied
        saved = save_article(request.POST, cast("ArticleForm", form), row, by=person(request))
        if saved is None:
            self.message_user(request, "Nothing had changed.", messages.INFO)
            return cast("Article", row)
        self.message_user(request, f"Saved as revision {saved.revision.number}.", messages.SUCCESS)
        for remark in saved.report:
            times = f" ({remark.times} times)" if remark.times > 1 else ""
            self.message_user(request, f"Body: {remark.message}{times}", messages.WARNING)
        return saved.article

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: Any = None
    ) -> HttpResponse:
        """Go on to the article's page."""
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._after_saving(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Stay on the article's page."""
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._after_saving(request, obj)

    def _after_saving(self, request: HttpRequest, article: Article) -> HttpResponse:
        if "_publish" in request.POST:
            self._publish(request, article)
        elif "_close" in request.POST:
            return self.response_post_save_change(request, article)
        return HttpResponseRedirect(self.address("change", article.pk))

    def _publish(self, request: HttpRequest, article: Article) -> None:
        """Publish what was just saved; what hinders it is shown at the fields of the next page."""
        try:
            edition = publish(
                article=article.pk, by=person(request), is_minor="minor" in request.POST
            )
        except Refusal as refusal:
            remember(request, article.pk, refusal)
            self.message_user(
                request, "The draft is saved, but it was not published.", messages.ERROR
            )
            return
        self.log_change(request, article, f"Published edition {edition.number}.")
        text = format_html('Published. <a href="{}">Read it.</a>', links_to(edition).page)
        self.message_user(request, text, messages.SUCCESS)
        for warning in publish_warnings(article):
            self.message_user(request, warning.message, messages.WARNING)

    def initial_values(self, request: HttpRequest, row: Any) -> Mapping[str, Any]:
        """Return what the form shows first."""
        return field_values(opened_content(row, None))

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return where the article stands."""
        stale = cast("ArticleForm", form).stale
        # Its own box says what is to be done about it.
        told: dict[str, Any] = {"errors": []} if stale else {}
        return told | {
            "state": article_state(row) if row else None,
            "warnings": publish_warnings(row) if row else [],
            "stale": stale,
            "rows": form.rows,
            "may_publish": self.may_publish(request),
            "corrections": row.corrections.all() if row else [],
        }
