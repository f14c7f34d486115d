"""The verb `withdraw`: takes a live article back; a kill takes it out for good."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.exposure import expose
from articles.freezing import forget_places, shown_things
from articles.models import Edition, EditionStatus, Slug, TranslationGroup, WithdrawalKind
from articles.publishing import lock_articles, standing_editions
from articles.withdrawal import Withdrawal
from cms.access.models import User
from cms.changes.log import NewChange, append
from cms.http.problem import FieldError, Refusal
from cms.http.texts import text_problem

LONGEST_REASON = 500
DOCUMENT_COLUMNS = (
    "headline", "lead_image_original", "lead_image_16x9", "lead_image_4x3", "lead_image_1x1", "tail",
    "images_original", "images_16x9", "images_4x3", "images_1x1", "body_html", "body_blocks", "body_markdown",
    "body_text",
)  # fmt: skip


class WithdrawRefused(Refusal):
    """The article cannot be withdrawn like this."""

    code = "withdraw_refused"
    title = "The article was not withdrawn"


@transaction.atomic
def withdraw(
    *,
    article: UUID,
    by: User | None,
    kind: str = WithdrawalKind.WITHDRAWN,
    reason: str = "",
    replaced_by: UUID | None = None,
    at: datetime | None = None,
) -> Edition:
    """Take a live article back and return its withdrawn edition, which has no documents.

    `kind` is withdrawn, expired or killed; a kill also empties every earlier edition's documents, and may follow a
    plain withdrawal. `reason` is public. Readers are sent on to `replaced_by`, another live article. Raises
    `WithdrawRefused`, `NotFound`.
    """
    at = at or timezone.now()
    lock_articles([article])
    standing = standing_editions([article]).get(article)
    if standing is None:
        raise WithdrawRefused("The article is not public: there is nothing to withdraw.")
    _refuse(standing, kind, reason, replaced_by)
    edition = _withdrawn_edition(standing, kind, reason, replaced_by, at)
    dropped = shown_things([standing.pk])
    forget_places([standing.pk])
    Edition.objects.filter(pk=standing.pk).update(status=EditionStatus.REPLACED)
    edition.save(force_insert=True)
    if kind == WithdrawalKind.KILLED:
        Edition.objects.filter(article=article).update(**dict.fromkeys(DOCUMENT_COLUMNS, b""))
    if edition.translation_group:
        TranslationGroup.objects.filter(id=edition.translation_group).update(
            version=F("version") + 1
        )
    changes = expose(shown=[], dropped=dropped, at=at)
    append(changes=[*changes, _change(edition, at)])
    return edition


def _refuse(standing: Edition, kind: str, reason: str, replaced_by: UUID | None) -> None:
    if standing.status != EditionStatus.LIVE and kind != WithdrawalKind.KILLED:
        raise WithdrawRefused("The article is withdrawn already.")
    errors = []
    if kind not in WithdrawalKind.values or kind == WithdrawalKind.NONE:
        errors.append(FieldError("kind", "unknown", "kind: write withdrawn, expired or killed."))
    if problem := text_problem("reason", reason, LONGEST_REASON, lines=True):
        errors.append(problem)
    if replaced_by == standing.article_id:
        errors.append(FieldError("replaced_by", "itself", "An article cannot stand in for itself."))
    elif replaced_by and not Edition.objects.live().filter(article=replaced_by).exists():
        errors.append(
            FieldError(
                "replaced_by", "not_public", "The article that is to stand in is not public."
            )
        )
    if errors:
        raise WithdrawRefused(errors=errors)


def _withdrawn_edition(
    standing: Edition, kind: str, reason: str, replaced_by: UUID | None, at: datetime
) -> Edition:
    """Return the row that says so: the same number and content, the next build, and no documents."""
    full = Edition.objects.defer(*DOCUMENT_COLUMNS).get(pk=standing.pk)
    return Edition(
        article_id=full.article_id,
        revision=full.revision,
        number=full.number,
        build=full.build + 1,
        status=EditionStatus.WITHDRAWN,
        content=full.content,
        recipe=full.recipe,
        built_at=at,
        etag="",
        slug=full.slug,
        language=full.language,
        kind=full.kind,
        section_id=full.section_id,
        translation_group=full.translation_group,
        pins=full.pins,
        has_body=full.has_body,
        has_ai_images=full.has_ai_images,
        published_at=full.published_at,
        first_published_at=full.first_published_at,
        updated_at=full.updated_at,
        corrected_at=full.corrected_at,
        withdrawn_at=at,
        withdrawal_kind=kind,
        withdrawal_reason=reason,
        replaced_by_id=replaced_by,
        **dict.fromkeys(DOCUMENT_COLUMNS, b""),
    )


def _change(edition: Edition, at: datetime) -> NewChange:
    slugs = Slug.objects.filter(article=edition.article_id, became_public_at__isnull=False)
    withdrawal = Withdrawal(
        edition.article_id,
        edition.withdrawal_kind,
        at,
        edition.withdrawal_reason,
        edition.replaced_by_id,
    )
    return NewChange(
        type="article",
        thing=edition.article_id,
        operation="withdrawn",
        version=edition.build,
        at=at,
        labels=[f"language:{edition.language}"],
        aliases=sorted(slugs.values_list("slug", flat=True)),
        withdrawal=withdrawal.document(),
        cache_tags=[f"article:{edition.article_id}", "articles"],
    )
