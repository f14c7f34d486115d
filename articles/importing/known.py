"""Which articles of a page are here already, and whether an editor has had a hand in them."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import F

from articles.content import Content, whole
from articles.importing.keys import NAMESPACE, UNNAMED, may_be_same
from articles.models import Article, Edition, EditionStatus, Revision

REASON = "Imported from an article page."


class Known(NamedTuple):
    """An article that an earlier import made.

    `is_edited`: its newest revision is not the importer's. `live_revision` is None unless it is public;
    `is_withdrawn` says that it was.
    """

    id: UUID
    revision: int
    content: Content
    is_edited: bool
    live_revision: int | None
    is_withdrawn: bool
    published_at: datetime | None

    @property
    def is_left(self) -> bool:
        """Say whether the importer keeps its hands off: an editor has changed the article or withdrawn it."""
        return self.is_edited or self.is_withdrawn

    @property
    def is_to_go_out(self) -> bool:
        """Say whether a publication would show what the importer wrote and readers have not seen."""
        return not self.is_left and self.live_revision != self.revision


def known_articles(keys: Collection[str], *, source: str) -> dict[str, Known]:
    """Return by headline key the articles that are here already, in three statements.

    An article of the same external source comes before one whose page did not name its source.
    """
    rows = Article.objects.filter(external_id__in=keys, external_source__startswith=NAMESPACE)
    found: dict[str, tuple[UUID, str]] = {}
    for id_, key, theirs in rows.order_by("id").values_list("id", "external_id", "external_source"):
        if may_be_same(source, theirs) and _is_nearer(source, theirs, found.get(key)):
            found[key] = (id_, theirs)
    ids = [id_ for id_, _theirs in found.values()]
    revisions = Revision.objects.filter(article__in=ids, number=F("article__revision"))
    newest = {revision.article_id: revision for revision in revisions}
    editions = {edition.article_id: edition for edition in _standing(ids)}
    return {key: _known(newest[id_], editions.get(id_)) for key, (id_, _theirs) in found.items()}


def _is_nearer(source: str, theirs: str, other: tuple[UUID, str] | None) -> bool:
    return other is None or theirs == source or (theirs == UNNAMED and other[1] != source)


def _standing(ids: Collection[UUID]) -> Collection[Edition]:
    columns = ("article", "revision", "status", "published_at")
    return Edition.objects.standing().filter(article__in=ids).only(*columns)


def _known(newest: Revision, edition: Edition | None) -> Known:
    content = whole(newest.content)
    is_live = edition is not None and edition.status == EditionStatus.LIVE
    own = content["published_at"]
    return Known(
        id=newest.article_id,
        revision=newest.number,
        content=content,
        is_edited=newest.reason != REASON,
        live_revision=edition.revision if edition and is_live else None,
        is_withdrawn=edition is not None and not is_live,
        published_at=edition.published_at
        if edition
        else datetime.fromisoformat(own)
        if own
        else None,
    )
