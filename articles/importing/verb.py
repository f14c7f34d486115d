"""The verb `import_page`: one page, all of it or nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.content import Content
from articles.draft_checks import EARLIEST_YEAR, LATEST_YEAR
from articles.drafts import create_drafts, save_draft
from articles.importing.contents import brief_contents, story_changes
from articles.importing.known import REASON, Known, known_articles
from articles.importing.naming import naming
from articles.importing.order import ImportOrder
from articles.importing.photo import SavedPhoto, save_photo
from articles.importing.reading import Understood, understand
from articles.importing.report import Imported, Outcome, notes_of
from articles.importing.sources import citations, find_or_make_sources
from articles.page import Page
from articles.publish_checks import CLOCK_SLACK
from articles.publishing import Order, publish_many
from articles.rebuilding import rebuild_articles
from cms.access.models import User
from cms.http.problem import Refusal
from cms.locks import advisory_lock
from media.library import discard_unused_original


class ImportRefused(Refusal):
    """The page cannot be imported like this."""

    status = 422
    code = "import_refused"
    title = "The page was not imported"


class _Draft(NamedTuple):
    """One article of the page as it is now: the revision that may go out (None: it may not)."""

    id: UUID
    revision: int | None


def import_page(
    *,
    page: Page,
    order: ImportOrder | None = None,
    by: User | None = None,
    now: datetime | None = None,
) -> Imported:
    """Import an article page: an article, its picture, its sources and a brief for each latest headline.

    What is here already is known again by its normalised headline within its source: an unchanged page changes
    nothing, a brief grows into its story, and what an editor has changed stays as it is. Raises `PageRefused`,
    `ImportRefused`, `PhotoRefused`, `ImageRefused`, `DraftRefused`, `PublishRefused`, and leaves nothing behind then.
    """
    order = order or ImportOrder()
    understood = understand(page, order, languages=settings.NEWSROOM_LANGUAGES)
    is_kept = False
    try:
        with transaction.atomic():
            # Two imports at once would both find a headline missing; so they take turns.
            advisory_lock("import_page", shared=False)
            imported = _Import(understood, order, by, now or timezone.now()).run()
            transaction.set_rollback(order.is_rehearsal)
        is_kept = not order.is_rehearsal
    finally:
        if order.photo.content and not is_kept:
            discard_unused_original(content=order.photo.content)
    return imported


class _Import:
    """One page on its way in, step by step, inside the verb's transaction."""

    def __init__(
        self, understood: Understood, order: ImportOrder, by: User | None, now: datetime
    ) -> None:
        self.page, self.understood, self.order = understood.page, understood, order
        self.by, self.now = by, now
        keys = [understood.key, *understood.briefs]
        self.known = known_articles(keys, source=understood.source)
        self.mine = self.known.get(understood.key)
        self.is_kept = self.mine is not None and self.mine.is_left
        self.new_sources: list[str] = []

    def run(self) -> Imported:
        """Write what is missing and return what happened."""
        self._refuse_time()
        photo = self._save_photo()
        changes = {} if self.is_kept else self._changes(photo)
        fresh = brief_contents(self.understood, self.known, page_at=self._page_at, now=self.now)
        made = self._create(changes, fresh)
        mine = self._save(self.mine, changes) if self.mine else made.pop(self.understood.key)
        published = self._publish({self.understood.key: mine, **made})
        if photo.happened == "attached" and self._is_live and mine.id not in published:
            rebuild_articles(articles=[mine.id], at=self.now)
        return self._report(mine, changes, photo, published)

    @property
    def _is_live(self) -> bool:
        return self.mine is not None and self.mine.live_revision is not None

    def _refuse_time(self) -> None:
        at = self.order.published_at
        if at and not EARLIEST_YEAR < at.year < LATEST_YEAR:
            raise ImportRefused(
                f"--published-at: choose a time between {EARLIEST_YEAR} and {LATEST_YEAR}."
            )
        if self.order.publish and at and at > self.now + CLOCK_SLACK:
            raise ImportRefused(
                "--published-at lies in the future: import without --publish and schedule the article."
            )

    def _save_photo(self) -> SavedPhoto:
        source = self.mine.content["external_source"] if self.mine else self.understood.source
        return save_photo(
            self.understood,
            self.order.photo,
            source=source,
            may_add=not self.is_kept,
            is_seen=self.order.publish or self._is_live,
            by=self.by,
        )

    def _changes(self, photo: SavedPhoto) -> dict[str, Any]:
        before = self.mine.content if self.mine else None
        return story_changes(
            self.understood,
            self.order,
            before=before,
            image=photo.image,
            citations=self._citations(before),
            page_at=self._page_at,
        )

    def _citations(self, before: Content | None) -> list[Any]:
        found = find_or_make_sources(self.understood.sources, by=self.by)
        self.new_sources = found.made
        earlier = before["citations"] if before else []
        cited = citations(
            self.understood.sources, found.ids, confirmed=self.understood.confirmed, before=earlier
        )
        named = {one["source"] for one in cited}
        return cited + [
            one for one in earlier if not one["is_suggested"] and one["source"] not in named
        ]

    @property
    def _page_at(self) -> datetime:
        grows = self.mine is not None and self.mine.content["kind"] == "brief"
        if self.mine and self.mine.published_at and not (grows and self.order.published_at):
            return self.mine.published_at
        return self.order.published_at or self.now.replace(microsecond=0)

    def _create(
        self, changes: dict[str, Any], fresh: dict[str, dict[str, Any]]
    ) -> dict[str, _Draft]:
        contents = fresh if self.mine else {self.understood.key: changes, **fresh}
        headlines = [self._headline(key) for key in contents]
        with naming(headlines, own=self.page.headline):
            rows = create_drafts(contents=[*contents.values()], by=self.by, reason=REASON)
        return {key: _Draft(row.id, 1) for key, row in zip(contents, rows, strict=True)}

    def _save(self, mine: Known, changes: dict[str, Any]) -> _Draft:
        if not changes:
            return _Draft(mine.id, mine.revision if mine.is_to_go_out else None)
        saved = save_draft(
            article=mine.id,
            changes=changes,
            by=self.by,
            expected_revision=mine.revision,
            reason=REASON,
        )
        return _Draft(mine.id, saved.revision.number)

    def _headline(self, key: str) -> str:
        """Return the headline of the page or of its list that a key stands for."""
        return self.understood.briefs.get(key, self.page.headline)

    def _publish(self, drafts: Mapping[str, _Draft]) -> set[UUID]:
        """Publish what is ready of the page, and of its headlines that an earlier import left as drafts."""
        if not self.order.publish:
            return set()
        waiting = {
            key: _Draft(one.id, one.revision)
            for key, one in self.known.items()
            if key in self.understood.briefs and one.is_to_go_out
        }
        ready = {key: one for key, one in {**drafts, **waiting}.items() if one.revision}
        orders = [Order(one.id, one.revision) for one in ready.values()]
        if orders:
            with naming([self._headline(key) for key in ready], own=self.page.headline):
                publish_many(orders=orders, by=self.by, at=self.now)
        return {order.article for order in orders}

    def _report(
        self, mine: _Draft, changes: dict[str, Any], photo: SavedPhoto, published: set[UUID]
    ) -> Imported:
        before = self.mine.content if self.mine else None
        known = [key for key in self.understood.briefs if key in self.known]
        kind = changes.get("kind") or (before["kind"] if before else "story")
        return Imported(
            article=mine.id,
            outcome=self._outcome(changes),
            headline=self.page.headline,
            kind=kind,
            language=changes.get("language") or (before["language"] if before else ""),
            new_briefs=len(self.understood.briefs) - len(known),
            known_briefs=len(known),
            published=len(published),
            new_sources=self.new_sources,
            photo=photo.happened,
            notes=notes_of(self.understood, self.known, self.order),
        )

    def _outcome(self, changes: dict[str, Any]) -> Outcome:
        if self.mine is None:
            return Outcome.NEW
        if self.is_kept:
            return Outcome.KEPT
        if not changes:
            return Outcome.UNCHANGED
        return Outcome.GREW if "kind" in changes else Outcome.UPDATED
