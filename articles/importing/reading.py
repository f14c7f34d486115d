"""What a page is understood to say, before anything is looked up."""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from articles.attributions import QUOTED, REPORTED_BY, SourceSuggestion
from articles.importing.keys import headline_key, source_key
from articles.importing.order import ImportOrder
from articles.page import Page, PageRefused
from articles.slugs import slug_for
from media.credit_line import CreditReading, read


class Understood(NamedTuple):
    """A page with the keys it is known by; `briefs` maps keys to headlines in the page's order, each once.

    `credit` is None when the page has no credit line; `confirmed` is the slug of a source that a person named.
    """

    page: Page
    language: str
    key: str
    source: str
    sources: tuple[SourceSuggestion, ...]
    confirmed: str
    briefs: dict[str, str]
    credit: CreditReading | None


def understand(page: Page, order: ImportOrder, *, languages: Collection[str]) -> Understood:
    """Return what a page says; raises `PageRefused` for a language that the newsroom does not write in."""
    language = order.language or page.language
    sources, confirmed = _sources(page, order.source.strip(), language)
    reports = next((one.slug for one in sources if one.role == REPORTED_BY), "")
    key = headline_key(page.headline)
    briefs: dict[str, str] = {}
    for headline in page.latest:
        briefs.setdefault(headline_key(headline), headline)
    briefs.pop(key, None)
    if language not in languages:
        which = "is not known" if language == "und" else f"seems to be “{language}”"
        raise PageRefused(
            f"The page's language {which}: name one of {', '.join(languages)} with --language."
        )
    return Understood(
        page=page,
        language=language,
        key=key,
        source=source_key(reports),
        sources=sources,
        confirmed=confirmed,
        briefs=briefs,
        credit=read(page.credit_line) if page.credit_line else None,
    )


def _sources(page: Page, named: str, language: str) -> tuple[tuple[SourceSuggestion, ...], str]:
    """Return the page's sources; one that a person named reports the page, and others are cited in it."""
    if not named:
        return page.sources, ""
    slug = slug_for(named, language)
    found = next((one for one in page.sources if one.slug == slug), None)
    first = found or SourceSuggestion(named, slug, "other", REPORTED_BY, "named for the import")
    others = [
        replace(one, role=QUOTED) if one.role == REPORTED_BY else one
        for one in page.sources
        if one.slug != slug
    ]
    return (replace(first, role=REPORTED_BY), *others), slug
