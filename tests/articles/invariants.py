"""What must hold in the database at any moment, whatever happened before, and what must hold when nothing is due.

Every torture ends with these. Each function returns sentences, one for each thing that is wrong.
"""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from articles.addresses import current_addresses
from articles.article_document import Standing
from articles.documents import Documents, build, columns
from articles.gathering import gather, group_versions, translations_of
from articles.models import (
    Article,
    ArticleTag,
    Edition,
    Newsroom,
    PublicThing,
    RebuildFailure,
    Reference,
    Revision,
    SearchEntry,
    Slug,
    Source,
    SourceEntry,
    Tag,
    TagEntry,
    TermEntry,
    TranslationGroup,
)
from articles.placing import Placing, place
from articles.rebuilding import rebuild_due
from articles.revisions import current_content
from articles.tag_tree import merged_tags
from articles.things import Gathered
from articles.withdrawing import DOCUMENT_COLUMNS
from cms.changes.models import Change, FeedState
from cms.changes.numbering import is_pending, number_pending
from media.models import Image

PLACES = (Reference, TagEntry, SourceEntry, TermEntry, SearchEntry)
MOST_ROUNDS = 5


def violations() -> list[str]:
    """Return what is wrong, whether or not rebuilds are due."""
    return [*_editions(), *_places(), *_public_things(), *_changes(), *_drafts()]


def violations_when_settled() -> list[str]:
    """Do everything that is due, and return what is wrong then."""
    rounds = 0
    while rebuild_due() and rounds < MOST_ROUNDS:
        rounds += 1
    while number_pending():
        pass
    return [*violations(), *_due(rounds), *_fresh(), *_numbers()]


def _editions() -> Iterator[str]:
    standing, builds = defaultdict(list), defaultdict(list)
    for edition in Edition.objects.defer(*DOCUMENT_COLUMNS, "content").order_by("article", "build"):
        builds[edition.article_id].append(edition.build)
        if edition.status != "replaced":
            standing[edition.article_id].append(edition)
        if edition.status == "live" and not _owns(edition):
            yield f"{edition} is live at a slug that is not its article's in public."
    for article, numbers in builds.items():
        if numbers != [*range(1, len(numbers) + 1)]:
            yield f"article {article} has the builds {numbers}."
        if len(standing[article]) != 1 or standing[article][0].build != len(numbers):
            yield f"article {article} stands with {standing[article]}, of {len(numbers)} builds."
    for edition in Edition.objects.filter(withdrawal_kind="killed", status="withdrawn"):
        for one in Edition.objects.filter(article=edition.article_id):
            if any(bytes(getattr(one, column)) for column in DOCUMENT_COLUMNS):
                yield f"{one} was killed and has documents."


def _owns(edition: Edition) -> bool:
    slug = Slug.objects.filter(slug=edition.slug, article=edition.article_id)
    return slug.filter(became_public_at__isnull=False).exists()


def _places() -> Iterator[str]:
    """Check that live editions are in the lists, and nothing else is."""
    live = set(Edition.objects.live().values_list("pk", flat=True))
    for model in PLACES:
        listed = set(model._default_manager.values_list("edition", flat=True))
        if listed - live:
            yield f"{model.__name__} rows of editions that are not live: {listed - live}."
    if missing := live - set(SearchEntry.objects.values_list("edition", flat=True)):
        yield f"no search finds the live editions {missing}."


def _public_things() -> Iterator[str]:
    shown = _shown()
    public = {
        (row.type, row.thing)
        for row in PublicThing.objects.only("type", "thing", "is_public")
        if row.is_public
    }
    killed = set(Image.objects.filter(killed_at__isnull=False).values_list("id", flat=True))
    shown -= {("image", id_) for id_ in killed}
    if public != shown:
        yield f"public but not shown: {public - shown}; shown but not public: {shown - public}."
    flagged = set(Image.objects.filter(is_public=True).values_list("id", flat=True))
    if flagged != {thing for type_, thing in public if type_ == "image"}:
        yield f"images with public files: {flagged}, public images: {public}."
    for row in PublicThing.objects.filter(is_public=False):
        if bytes(row.document) or bytes(row.ratio_original) or bytes(row.tail):
            yield f"{row} is not public and has documents."


def _shown() -> set[tuple[str, UUID]]:
    """Return what live editions show or are listed under, and what the pages of that show."""
    rows = Reference.objects.exclude(kind="group").values_list("kind", "thing").distinct()
    shown = {*rows} | {("tag", tag) for tag in TagEntry.objects.values_list("tag", flat=True)}
    portraits = PublicThing.objects.public().filter(type="tag", image__isnull=False)
    shown |= {("image", image) for image in portraits.values_list("image", flat=True)}
    logos = Newsroom.objects.filter(logo__isnull=False).values_list("logo", flat=True)
    return shown | {("image", logo) for logo in logos}


def _changes() -> Iterator[str]:
    """Check that each thing has one change for each version from 1 on, and that the last one tells how it is now."""
    versions = defaultdict(list)
    last: dict[tuple[str, UUID], str] = {}
    for change in Change.objects.order_by("version"):
        versions[change.type, change.thing].append(change.version)
        last[change.type, change.thing] = change.operation
    now = {
        ("article", one.article_id): (one.build, one.status == "live")
        for one in Edition.objects.standing().defer(*DOCUMENT_COLUMNS)
    }
    for row in PublicThing.objects.all():
        now[row.type, row.thing] = (row.build, row.is_public)
    if now.keys() != versions.keys():
        yield f"things with and without changes differ: {now.keys() ^ versions.keys()}."
    for thing, numbers in versions.items():
        build_, is_public = now.get(thing, (len(numbers), last[thing] != "withdrawn"))
        if numbers != [*range(1, build_ + 1)]:
            yield f"{thing} is at build {build_} and has changes of the versions {numbers}."
        if (last[thing] != "withdrawn") != is_public:
            yield f"{thing} was last {last[thing]}, and it is {is_public} that it is public."


def _drafts() -> Iterator[str]:
    for article in Article.objects.all():
        numbers = list(article.revisions.order_by("number").values_list("number", flat=True))
        if not numbers or numbers[-1] != article.revision:
            yield f"{article} is at revision {article.revision} and has {numbers}."
            continue
        content = current_content(article)
        uses = ArticleTag.objects.filter(article=article).order_by("position")
        now = merged_tags(content["tags"])
        wanted = [*dict.fromkeys(now[tag] for tag in content["tags"])]
        if sorted(map(str, uses.values_list("tag", flat=True))) != sorted(wanted):
            yield f"{article} carries other tags than its revision {article.revision}."
    if Revision.objects.filter(number=0).exists():
        yield "A revision has the number 0."


def _due(rounds: int) -> Iterator[str]:
    if rounds == MOST_ROUNDS:
        yield "Rebuilding does not come to an end."
    for model in (Tag, Source, Image, TranslationGroup):
        if unspread := model.objects.unspread().count():
            yield f"{unspread} of {model.__name__} are due for a rebuild."
    versions = {
        ("group" if model is TranslationGroup else model.__name__.lower()): dict(
            model.objects.values_list("pk", "version")
        )
        for model in (Tag, Source, Image, TranslationGroup)
    }
    for one in Reference.objects.all():
        if versions[one.kind].get(one.thing) != one.version:
            yield f"Edition {one.edition_id} shows {one} of version {one.version}."
    for failure in RebuildFailure.objects.all():
        yield f"A rebuild failed: {failure}."


def _fresh() -> Iterator[str]:
    """Check that every live document and every index row comes out the same when made anew from the frozen content."""
    for edition in Edition.objects.live():
        with transaction.atomic():
            gathered = gather([edition.content])
        documents = _built(edition, gathered)
        for name, piece in columns(documents).items():
            stored = getattr(edition, name)
            stored = bytes(stored) if isinstance(piece, bytes) else stored
            if stored != piece:
                yield f"{edition}: {name} is {stored!r}, and would be {piece!r}."
        group = edition.content["translation_group"]
        placing = place(
            edition.content,
            documents=documents,
            gathered=gathered,
            group_versions=group_versions([group] if group else []),
        )
        yield from _misplaced(edition, placing)


def _built(edition: Edition, gathered: Gathered) -> Documents:
    group = edition.content["translation_group"]
    others = translations_of([group] if group else []).get(group or "", [])
    return build(
        edition.content,
        standing=Standing(
            article=str(edition.article_id),
            slug=edition.slug,
            number=edition.number,
            published_at=edition.published_at,
            first_published_at=edition.first_published_at,
            updated_at=edition.updated_at,
        ),
        things=gathered.things,
        translations=[one for one in others if one.id != str(edition.article_id)],
        addresses=current_addresses(),
    )


def _misplaced(edition: Edition, placing: Placing) -> Iterator[str]:
    references = {
        (one.kind, str(one.thing)): one.version for one in Reference.objects.filter(edition=edition)
    }
    tags = {str(one.tag_id): one.is_own for one in TagEntry.objects.filter(edition=edition)}
    sources = SourceEntry.objects.filter(edition=edition).values_list("source", flat=True)
    terms = TermEntry.objects.filter(edition=edition).values_list("term", "weight")
    found = (references, tags, sorted(map(str, sources)), {*terms})
    wanted = (placing.references, placing.tags, placing.sources, {*placing.terms})
    if found != wanted:
        yield f"{edition} stands in {found}, and belongs in {wanted}."
    if SearchEntry.objects.get(edition=edition).words != placing.words:
        yield f"{edition} is found by other words than its own."


def _numbers() -> Iterator[str]:
    seqs = list(Change.objects.order_by("seq").values_list("seq", flat=True))
    if is_pending() or seqs != [*range(1, len(seqs) + 1)]:
        yield "The changes are not numbered one after another."
    if FeedState.objects.get().last_seq != len(seqs):
        yield "The log counts otherwise than its rows."
