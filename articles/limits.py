"""What an API key is limited to, held against articles."""

from uuid import UUID

from django.db.models import QuerySet

from articles.content import Content
from articles.gathering import ancestry
from articles.models import Article, Tag
from cms.access.callers import Limits
from cms.http.problem import Refusal


class BeyondLimit(Refusal):
    """The key is good, but limited to other things."""

    status = 403
    code = "beyond_limit"
    title = "The key is limited"


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


def may_see(limits: Limits, content: Content) -> bool:
    """Say whether a working copy is within what a key may see: its sections and languages."""
    if limits.languages and content["language"] not in limits.languages:
        return False
    return not limits.sections or _is_inside(content["section"], limits)


def visible_articles(limits: Limits, rows: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of the working copies that a key may see."""
    if limits.languages:
        rows = rows.filter(language__in=limits.languages)
    if limits.sections:
        sections = _with_all_below(limits.sections)
        rows = rows.filter(tag_uses__is_section=True, tag_uses__tag__in=sections)
    return rows


def _with_all_below(sections: frozenset[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    level = {*sections}
    while level:
        found |= level
        level = set(Tag.objects.filter(parent__in=level).values_list("id", flat=True)) - found
    return found


def _is_inside(section: str | None, limits: Limits) -> bool:
    if section is None:
        return False
    return any(UUID(one) in limits.sections for one in ancestry({section}))


def _beyond(limit: str, detail: str) -> BeyondLimit:
    return BeyondLimit(detail, members={"limit": limit})
