"""The library, with where each image is used."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.models import Article, Edition, Reference, ReferenceKind, Tag
from cms.desk.value_form import ValueForm
from media.admin.image_admin import ImageAdmin
from media.models import Image

_MOST = 50


@admin.register(Image)
class UsedImageAdmin(ImageAdmin):
    """The library's pages with a list of the articles and tags that use the image."""

    change_form_template = "articles/admin/image.html"

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return what the library knows of the image, and where it is used."""
        known = super().page_context(request, form, row)
        if row is None:
            return known
        used = {
            "drafts": drafts_with(row.pk)[:_MOST],
            "live": live_with(row.pk)[:_MOST],
            "tags": Tag.objects.filter(image=row.pk, merged_into=None)[:_MOST],
        }
        return {**known, "used": used}


def drafts_with(image: UUID) -> QuerySet[Article]:
    """Return the working copies that show an image, as the lead or in the body."""
    shown = Q(lead_image=image) | Q(body__contains=f'data-image-id="{image}"')
    return Article.objects.filter(shown).only("headline", "saved_at").order_by("-saved_at")


def live_with(image: UUID) -> QuerySet[Edition]:
    """Return the live editions that show an image."""
    shown = Reference.objects.filter(kind=ReferenceKind.IMAGE, thing=image).values("edition")
    rows = Edition.objects.live().filter(pk__in=shown).select_related("article")
    return rows.only("slug", "published_at", "article__headline").order_by("-published_at")
