"""The verb `merge_tags`: two tags turn out to be one."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from articles.models import ArticleContributor, ArticleTag, Tag, TagAlias, TagIdentifier
from articles.vocabulary import descendants, lock_trees, locked_tag, make_due
from articles.vocabulary_checks import VocabularyRefused
from cms.access.models import User


class MergeRefused(VocabularyRefused):
    """These two tags cannot become one."""

    code = "merge_refused"
    title = "The tags were not merged"


@transaction.atomic
def merge_tags(*, loser: UUID, winner: UUID, by: User | None) -> Tag:
    """Move everything of one tag to another and leave an alias; returns the tag that stays.

    Working copies move at once, live documents follow in the background. Id, slugs, name and synonyms of the loser
    keep leading to the winner, which also takes what it lacks: description, image, names. Raises `MergeRefused` for a
    tag and itself or two kinds, `NotFound`.
    """
    if loser == winner:
        raise MergeRefused("A tag cannot be merged into itself: choose another tag to keep.")
    lock_trees([loser, winner])
    gone, kept = locked_tag(loser), locked_tag(winner)
    if gone.kind != kept.kind:
        raise MergeRefused(
            f"“{gone.name}” is a {gone.kind} and “{kept.name}” a {kept.kind}: merge tags of one kind."
        )
    _move_tree(gone, kept)
    _move_uses(gone, kept)
    _move_words(gone, kept)
    _count_up(gone, kept)
    return kept


def _move_tree(gone: Tag, kept: Tag) -> None:
    if gone.id in _ancestors(kept):
        kept.parent_id = gone.parent_id
        kept.save(update_fields=["parent"])
    Tag.objects.filter(parent=gone).exclude(id=kept.id).update(parent=kept)
    make_due(descendants(kept.id))


def _ancestors(tag: Tag) -> set[UUID]:
    found: set[UUID] = set()
    above = tag.parent_id
    while above and above not in found:
        found.add(above)
        above = Tag.objects.values_list("parent", flat=True).get(id=above)
    return found


def _move_uses(gone: Tag, kept: Tag) -> None:
    other = ArticleTag.objects.filter(tag=kept, article=OuterRef("article"))
    in_both = ArticleTag.objects.filter(Exists(other), tag=gone)
    losing = list(in_both.filter(is_section=True).values_list("article", flat=True))
    in_both.delete()
    ArticleTag.objects.filter(tag=kept, article__in=losing).update(is_section=True)
    ArticleTag.objects.filter(tag=gone).update(tag=kept)
    same = ArticleContributor.objects.filter(
        tag=kept, article=OuterRef("article"), role=OuterRef("role")
    )
    ArticleContributor.objects.filter(Exists(same), tag=gone).delete()
    ArticleContributor.objects.filter(tag=gone).update(tag=kept)


def _move_words(gone: Tag, kept: Tag) -> None:
    TagAlias.objects.filter(tag=gone).update(tag=kept)
    known = set(kept.identifiers.values_list("scheme", flat=True))
    TagIdentifier.objects.filter(tag=gone).exclude(scheme__in=known).update(tag=kept)
    words = [*kept.synonyms, gone.name, *gone.synonyms]
    kept.synonyms = [word for word in dict.fromkeys(words) if word != kept.name]
    kept.names = {**gone.names, **kept.names}
    kept.description = kept.description or gone.description
    kept.image_id = kept.image_id or gone.image_id
    Tag.objects.filter(merged_into=gone).update(merged_into=kept)


def _count_up(gone: Tag, kept: Tag) -> None:
    gone.merged_into = kept
    gone.parent = None
    gone.version += 1
    gone.save(update_fields=["merged_into", "parent", "version"])
    kept.refresh_from_db(fields=["version"])
    kept.version += 1
    kept.save(update_fields=["synonyms", "names", "description", "image", "version"])
