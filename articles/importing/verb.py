"""The verb `import_page`: one page, all of it or nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles import body
from articles.content import Content
from articles.draft_checks import EARLIEST_YEAR, LATEST_YEAR
from articles.drafts import create_drafts, save_draft
from articles.importing.known import REASON, Known, known_articles
from articles.importing.order import ImportOrder
from articles.importing.photo import SavedPhoto, save_photo
from articles.importing.reading import Understood, understand
from articles.importing.report import Imported, Outcome
from articles.importing.sources import citations, find_or_make_sources
from articles.importing.timetable import timetable
from articles.page import Page, body_html
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
        self.is_kept = self.mine is not None and (self.mine.is_edited or self.mine.is_withdrawn)
        self.new_sources: list[str] = []

    def run(self) -> Imported:
        """Write what is missing and return what happened."""
        self._refuse_time()
        photo = self._save_photo()
        changes = {} if self.is_kept else self._changes(photo)
        fresh = self._new_briefs()
        made = self._create(changes, fresh)
        mine = made.pop(self.understood.key, None) or self._save_mine(changes)
        published = self._publish([mine, *made.values()])
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
        """Return what of the article is to be written: everything, or what differs from what is here."""
        wanted = self._wanted(photo)
        before: Mapping[str, Any] = self.mine.content if self.mine else {}
        if not before:
            own = {"external_source": self.understood.source, "external_id": self.understood.key}
            return wanted | own | {"published_at": self._page_at.isoformat()}
        if before["kind"] == "brief" and self.order.published_at:
            wanted["published_at"] = self.order.published_at.isoformat()
        return {name: value for name, value in wanted.items() if before[name] != value}

    def _wanted(self, photo: SavedPhoto) -> dict[str, Any]:
        before = self.mine.content if self.mine else None
        wanted: dict[str, Any] = {
            "headline": self.page.headline,
            "citations": self._citations(before),
        }
        if self.page.blocks:
            wanted |= {"kind": "story", "body": body.clean(body_html(self.page)).html}
        elif before is None:
            wanted |= {"kind": "brief"}
        if before is None or before["kind"] == "brief" or self.order.language:
            wanted["language"] = self.understood.language
        if photo.image and not (before and before["lead_image"]):
            wanted["lead_image"] = {"image": str(photo.image), "alt": "", "caption": ""}
        return wanted

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

    def _new_briefs(self) -> dict[str, dict[str, Any]]:
        """Return the contents of the headlines that are not here yet, with times that keep the page's order."""
        briefs = self.understood.briefs
        times = [self.known[key].published_at if key in self.known else None for key in briefs]
        moments = timetable(self._page_at, times, now=self.now)
        return {
            key: {
                "kind": "brief",
                "language": self.understood.language,
                "headline": headline,
                "published_at": moment.isoformat(),
                "external_source": self.understood.source,
                "external_id": key,
            }
            for (key, headline), moment in zip(briefs.items(), moments, strict=True)
            if key not in self.known
        }

    def _create(
        self, changes: dict[str, Any], fresh: dict[str, dict[str, Any]]
    ) -> dict[str, _Draft]:
        contents = fresh if self.mine else {self.understood.key: changes, **fresh}
        rows = create_drafts(contents=[*contents.values()], by=self.by, reason=REASON)
        return {key: _Draft(row.id, 1) for key, row in zip(contents, rows, strict=True)}

    def _save_mine(self, changes: dict[str, Any]) -> _Draft:
        mine = self._here
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

    @property
    def _here(self) -> Known:
        if self.mine is None:
            raise AssertionError("Only an article that is here already can be saved again.")
        return self.mine

    def _publish(self, drafts: list[_Draft]) -> set[UUID]:
        """Publish what is ready of the page, and of its headlines that an earlier import left as drafts."""
        if not self.order.publish:
            return set()
        waiting = [
            Order(one.id, one.revision)
            for key, one in self.known.items()
            if key in self.understood.briefs and one.is_to_go_out
        ]
        orders = [Order(one.id, one.revision) for one in drafts if one.revision] + waiting
        if orders:
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
            notes=[*self._notes()],
        )

    def _outcome(self, changes: dict[str, Any]) -> Outcome:
        if self.mine is None:
            return Outcome.NEW
        if self.is_kept:
            return Outcome.KEPT
        if not changes:
            return Outcome.UNCHANGED
        return Outcome.GREW if "kind" in changes else Outcome.UPDATED

    def _notes(self) -> list[str]:
        notes = []
        mine = self.mine
        if mine and mine.is_withdrawn:
            notes.append("The article was withdrawn: it stays so.")
        elif mine and mine.is_edited:
            notes.append("An editor has changed the article since its import: it stays as it is.")
        asked = self.order.published_at
        if mine and mine.content["kind"] == "story" and asked and asked != mine.published_at:
            notes.append("The article keeps its time; change it in the admin.")
        times = [
            self.known[key].published_at for key in self.understood.briefs if key in self.known
        ]
        known = [moment for moment in times if moment]
        if known != sorted(known, reverse=True):
            notes.append(
                "Headlines that are here already keep their times, which differ from the page's order."
            )
        return notes
