"""The verbs of preview links."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from articles.models import Article, PreviewLink
from cms.access.models import User
from cms.http.problem import FieldError, NotFound, Refusal

LIFETIMES: Final = {
    "an hour": timedelta(hours=1),
    "a day": timedelta(days=1),
    "a week": timedelta(weeks=1),
    "30 days": timedelta(days=30),
}
_LONGEST: Final = timedelta(days=30)
# The article's page in the admin says for so long that a link was there and opens nothing any more.
_KEPT: Final = timedelta(days=30)
_MOST_AT_ONCE: Final = 500


class LinkRefused(Refusal):
    """There is no such link to be had."""

    code = "link_refused"
    title = "The link cannot be made"


def make_preview_link(*, article: UUID, lifetime: timedelta, by: User | None) -> PreviewLink:
    """Make a link that shows the working copy as it is whenever it is opened.

    Raises `LinkRefused` for a lifetime beyond 30 days, `NotFound`.
    """
    if not timedelta() < lifetime <= _LONGEST:
        message = "lifetime: choose more than nothing and at most 30 days."
        raise LinkRefused(errors=[FieldError("lifetime", "out_of_range", message)])
    with transaction.atomic():
        if not Article.objects.select_for_update(of=("self",)).filter(pk=article).exists():
            raise NotFound("There is no such article.")
        end = timezone.now() + lifetime
        return PreviewLink.objects.create(article_id=article, made_by=by, expires_at=end)


def revoke_preview_link(*, link: UUID, article: UUID) -> PreviewLink:
    """Make a link of an article show nothing from now on; one that is revoked stays as it is."""
    with transaction.atomic():
        rows = PreviewLink.objects.select_for_update(of=("self",))
        row = rows.filter(pk=link, article=article).first()
        if row is None:
            raise NotFound("There is no such link.")
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])
    return row


def clear_old_preview_links() -> int:
    """Delete links that expired 30 days ago or earlier, 500 at most; return how many they were."""
    old = PreviewLink.objects.filter(expires_at__lt=timezone.now() - _KEPT).order_by("expires_at")
    keys = list(old.values_list("pk", flat=True)[:_MOST_AT_ONCE])
    return PreviewLink.objects.filter(pk__in=keys).delete()[0] if keys else 0
