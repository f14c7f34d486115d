"""Gives articles their addresses: a slug belongs to one article for ever."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from articles.content import Content
from articles.models import Edition, Slug
from articles.slugs import slug_for, with_suffix
from cms.http.problem import FieldError, Refusal

# After so many plain numbers the article's own id makes the slug unique at once.
_NUMBERS = range(2, 5)


class SlugTaken(Refusal):
    """Another article has, or had, this slug."""

    code = "slug_taken"
    title = "The slug is taken"


def reserve_slugs(slugs: Mapping[UUID, str]) -> None:
    """Keep slugs that editors chose for articles; raises `SlugTaken`. Call it inside a transaction."""
    if not slugs:
        return
    claimed = _claim(slugs)
    for article, slug in slugs.items():
        if article not in claimed:
            message = (
                f"The slug “{slug}” belongs to another article: choose another, or leave it empty."
            )
            raise SlugTaken(errors=[FieldError("slug", "taken", message)])


def claim_slugs(
    *,
    wanted: Mapping[UUID, tuple[Content, Edition | None]],
    at: datetime,
    namesakes: Mapping[UUID, int] | None = None,
) -> dict[UUID, str]:
    """Return the public slug of each article and mark it as public from now on.

    The editor's slug wins; without one an article keeps the slug it is known by, or gets one from its headline.
    `namesakes` says how many others are known to take slugs from the same headline: so many are left to them. Two
    transactions that want the same slug would wait for each other.
    """
    found: dict[UUID, str] = {}
    waiting: dict[UUID, list[str]] = {}
    for article, (content, previous) in wanted.items():
        known = content["slug"] or (previous.slug if previous else "")
        others = (namesakes or {}).get(article, 0)
        waiting[article] = [known] if known else _candidates(content, article, others)
    while waiting:
        claimed = _claim({article: candidates[0] for article, candidates in waiting.items()})
        found |= claimed
        waiting = {
            article: candidates[1:]
            for article, candidates in waiting.items()
            if article not in claimed
        }
        _refuse_spent(waiting, wanted)
    rows = Slug.objects.filter(slug__in=found.values(), became_public_at=None)
    rows.update(became_public_at=at)
    return found


def _candidates(content: Content, article: UUID, namesakes: int) -> list[str]:
    base = slug_for(content["headline"], content["language"])
    own = f"{base[:67].rstrip('-')}-{article.hex[-12:]}"
    return [*[base, *(with_suffix(base, number) for number in _NUMBERS)][namesakes:], own]


def _claim(wanted: Mapping[UUID, str]) -> dict[UUID, str]:
    """Try to take one slug for each article, and return those that are its own now."""
    # Two articles of one batch may want the same: the first one gets it, as if it had come alone.
    firsts: dict[str, UUID] = {}
    for article, slug in wanted.items():
        firsts.setdefault(slug, article)
    Slug.objects.bulk_create(
        [Slug(slug=slug, article_id=article) for slug, article in sorted(firsts.items())],
        ignore_conflicts=True,
        batch_size=500,
    )
    owners = dict(Slug.objects.filter(slug__in=firsts).values_list("slug", "article"))
    return {article: slug for article, slug in wanted.items() if owners.get(slug) == article}


def _refuse_spent(
    waiting: Mapping[UUID, list[str]], wanted: Mapping[UUID, tuple[Content, Edition | None]]
) -> None:
    spent: Iterable[UUID] = [article for article, candidates in waiting.items() if not candidates]
    for article in spent:
        slug = wanted[article][0]["slug"]
        message = (
            f"The slug “{slug}” belongs to another article: choose another, or leave it empty."
        )
        raise SlugTaken(errors=[FieldError("slug", "taken", message)])
