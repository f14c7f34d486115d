"""The list of articles: what an editor sees of each at a glance, in a fixed number of queries."""

from django.contrib import admin
from django.db.models import F, Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles.models import Article, ArticleTag, Edition, Revision
from media.admin.pictures import thumbnail

_STANDING = Edition.objects.standing().only("article", "revision", "status", "slug", "published_at")
_NEWEST = (
    Revision.objects.filter(number=F("article__revision")).select_related("author").defer("content")
)
_SECTION = ArticleTag.objects.filter(is_section=True).select_related("tag")


def listed(rows: QuerySet[Article]) -> QuerySet[Article]:
    """Return the rows with all that the columns show."""
    return (
        rows.select_related("lead_image")
        .defer("body", "standfirst")
        .prefetch_related(
            Prefetch("editions", _STANDING, to_attr="standing"),
            Prefetch("revisions", _NEWEST, to_attr="newest"),
            Prefetch("tag_uses", _SECTION, to_attr="section_uses"),
        )
    )


class ArticleColumns:
    """The columns of the list."""

    @admin.display(description="image")
    def picture(self, article: Article) -> SafeString | str:
        """Return the lead image with its badges."""
        return thumbnail(article.lead_image)

    @admin.display(description="headline", ordering="headline")
    def title(self, article: Article) -> SafeString:
        """Return the headline with the kicker above it."""
        return format_html(
            '<span class="cell-kicker">{}</span><span class="cell-headline" lang="{}">{}</span>',
            article.kicker,
            article.language,
            article.headline or "(no headline yet)",
        )

    @admin.display(description="stage", ordering="stage")
    def stage_badge(self, article: Article) -> SafeString:
        """Return how far the working copy has come."""
        return format_html(
            '<span class="badge badge-stage-{}">{}</span>',
            article.stage,
            article.get_stage_display(),
        )

    @admin.display(description="public")
    def public(self, article: Article) -> SafeString:
        """Return where it stands with readers, and whether the draft is newer."""
        found = next(iter(getattr(article, "standing", [])), None)
        if found is None:
            return format_html('<span class="badge badge-never">{}</span>', "never public")
        newer = found.status == "live" and found.revision < article.revision
        return format_html(
            '<span class="badge badge-{}">{}</span>{}',
            found.status,
            found.status,
            format_html(' <span class="badge badge-newer">{}</span>', "newer draft")
            if newer
            else "",
        )

    @admin.display(description="about", ordering="kind")
    def about(self, article: Article) -> SafeString:
        """Return the primary section, the kind and the language."""
        section = next(iter(getattr(article, "section_uses", [])), None)
        return format_html(
            '<span class="cell-line">{}</span><span class="cell-kicker">{} · {}</span>',
            section.tag if section else "—",
            article.kind,
            article.language,
        )

    @admin.display(description="saved", ordering="saved_at")
    def saved(self, article: Article) -> SafeString:
        """Return when the newest revision was saved, and by whom."""
        newest = next(iter(getattr(article, "newest", [])), None)
        return format_html(
            '<span class="cell-line">{}</span><span class="cell-kicker">{}</span>',
            date_format(localtime(article.saved_at), "j M Y, H:i"),
            newest.author if newest and newest.author else "",
        )
