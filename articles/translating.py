"""The verbs that tie translations together."""

from uuid import UUID

from django.db import transaction

from articles.drafts import save_draft
from articles.models import Article, TranslationGroup
from articles.publishing import lock_articles
from cms.access.models import User
from cms.http.problem import FieldError, Refusal
from cms.uuid7 import uuid7


class TieRefused(Refusal):
    """These two articles cannot be translations of each other."""

    code = "tie_refused"
    title = "The translations were not tied"


def start_translation_group() -> TranslationGroup:
    """Make the tie for articles that say the same in several languages; their contents name its id."""
    return TranslationGroup.objects.create(id=uuid7())


@transaction.atomic
def tie_translations(*, article: UUID, other: UUID, by: User | None) -> TranslationGroup:
    """Make two working copies translations of each other and return the group that ties them.

    Readers see it once both are published again. Raises `TieRefused` for the same article, the same language, or two
    that belong to different groups already; `NotFound`.
    """
    if article == other:
        raise TieRefused(errors=[FieldError("other", "itself", "Choose another article.")])
    rows = lock_articles([article, other])
    groups = {row.translation_group_id for row in rows.values() if row.translation_group_id}
    if len(groups) > 1:
        message = "Both have other translations already: take one of them out of its group first."
        raise TieRefused(errors=[FieldError("other", "two_groups", message)])
    group = TranslationGroup.objects.filter(pk__in=groups).first()
    joining = [row for row in rows.values() if not row.translation_group_id]
    _refuse_twice([*rows.values()], group)
    group = group or start_translation_group()
    for row in joining:
        changes = {"translation_group": str(group.pk)}
        save_draft(article=row.pk, changes=changes, by=by, reason="Tied to its translation.")
    return group


@transaction.atomic
def leave_translations(*, article: UUID, by: User | None) -> None:
    """Take a working copy out of its group of translations; the others stay tied.

    Readers see it once it is published again. Raises `TieRefused` when it is in none; `NotFound`.
    """
    row = lock_articles([article])[article]
    if not row.translation_group_id:
        raise TieRefused("This article is tied to no translation.")
    changes = {"translation_group": None}
    save_draft(article=article, changes=changes, by=by, reason="Taken out of its translations.")


def _refuse_twice(rows: list[Article], group: TranslationGroup | None) -> None:
    """Refuse two articles of one language in a group."""
    members = Article.objects.filter(translation_group=group) if group else Article.objects.none()
    languages: dict[UUID, str] = dict(members.values_list("pk", "language"))
    languages |= {row.pk: row.language for row in rows}
    if len(set(languages.values())) < len(languages):
        message = "There is an article in this language among the translations already."
        raise TieRefused(errors=[FieldError("other", "same_language", message)])
