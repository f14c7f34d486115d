"""What an API key is limited to, held against articles."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from articles.content import Content, empty_content, merged
from articles.models import Article, Tag
from articles.submission import Pointer, Target
from articles.tag_tree import ancestry
from articles.visibility import is_killed, is_seen_by, is_within
from cms.access.callers import Caller, Limits
from cms.http.problem import Refusal


class BeyondLimit(Refusal):
    """The key is good, but limited to other things."""

    status = 403
    code = "beyond_limit"
    title = "The key is limited"


def knows_of(caller: Caller, article: UUID) -> bool:
    """Say whether a caller may hear that an article is there."""
    return article in known_of(caller, [article])


def known_of(caller: Caller, articles: Collection[UUID]) -> set[UUID]:
    """Return those of the articles that a caller may hear are there: not of one that was killed, and a key beyond whose
    limits it lies and that sees neither it nor an edition of it may not, either. One query.
    """
    rows = Article.objects.filter(pk__in=articles)
    if not caller.sees_killed:
        rows = rows.exclude(is_killed())
    if caller.limits != Limits():
        rows = rows.filter(is_seen_by(caller) | is_within(caller.limits))
    return {*rows.values_list("pk", flat=True)} if articles else set()


def heard_of(
    known: Mapping[Pointer, str],
    knows: Callable[[Collection[UUID]], set[UUID]],
    there: Collection[str],
) -> dict[Pointer, str]:
    """Return what pointers lead to without the articles that the sender may not hear of, or that are not there.

    `there` are those that the sender's article names already.
    """
    articles = {id_ for pointer, id_ in known.items() if pointer.target is Target.ARTICLE}
    asked = {UUID(id_) for id_ in articles - {*there}}
    unheard = {str(id_) for id_ in asked - knows(asked)}
    return {
        pointer: id_
        for pointer, id_ in known.items()
        if pointer.target is not Target.ARTICLE or id_ not in unheard
    }


def refuse_beyond(limits: Limits, content: Content) -> None:
    """Raise `BeyondLimit`, which names the limit, for an article that a key may not write."""
    refuse_foreign(limits, content["external_source"])
    if limits.languages and content["language"] not in limits.languages:
        known = ", ".join(sorted(limits.languages))
        raise _beyond("languages", f"This key is limited to articles in {known}.")
    if limits.sections and not _is_inside(content["section"], limits):
        names = Tag.objects.filter(id__in=limits.sections).order_by("name")
        listed = ", ".join(names.values_list("name", flat=True))
        raise _beyond("sections", f"This key is limited to articles of the section {listed}.")


def refuse_foreign(limits: Limits, external_source: str) -> None:
    """Raise `BeyondLimit` for what belongs to another external source than the key's own."""
    own = limits.external_source
    if own and external_source != own:
        raise _beyond("external_source", f"This key may write only what is of the source “{own}”.")


def refuse_beyond_now(limits: Limits, article: Article) -> None:
    """Raise `BeyondLimit` for an article that a key may not act on as it is now; no query for a key without limits."""
    if limits == Limits():
        return
    section = article.tag_uses.filter(is_section=True).values_list("tag", flat=True).first()
    content = merged(
        empty_content(),
        {
            "language": article.language,
            "external_source": article.external_source,
            "section": str(section) if section else None,
        },
    )
    refuse_beyond(limits, content)


def _is_inside(section: str | None, limits: Limits) -> bool:
    if section is None:
        return False
    return any(UUID(one) in limits.sections for one in ancestry({section}))


def _beyond(limit: str, detail: str) -> BeyondLimit:
    return BeyondLimit(detail, members={"limit": limit})
