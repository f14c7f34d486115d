"""Who sees which articles and images: where each stands, for the rule of `cms.access.visibility`."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, ArticleImage, ArticleTag, Edition, Revision, WithdrawalKind
from articles.sections import with_all_below
from cms.access.callers import Caller, CallerKind, Limits, Reach
from cms.access.visibility import Sight, Standing, Thing, sight
from cms.http.problem import NotFound
from media.models import Image

ABSENT = Thing(Standing.ABSENT)
# Not an empty Q: Django takes “nothing or x” for x.
_EVERYTHING = Q(pk__isnull=False)
_KILLED = Q(withdrawal_kind=WithdrawalKind.KILLED)


def visible(caller: Caller, thing: Article | Image | None) -> Sight:
    """Return how much of an article or image a caller sees; None stands for what is not there (any more)."""
    if isinstance(thing, Image):
        return _image_sight(caller, thing)
    return sight(_looking_down(caller), article_thing(thing) if thing else ABSENT)


def working_copies(caller: Caller) -> QuerySet[Article]:
    """Return the articles whose working copy a caller sees: those for which `visible` says so."""
    return Article.objects.filter(is_working_copy_of(caller))


def is_working_copy_of(caller: Caller) -> Q:
    """Return the condition for articles whose working copy a caller sees."""
    if caller.reach in (Reach.REFUSED, Reach.PUBLIC):
        return Q(pk__in=[])
    if caller.sees_killed:
        return _reached(caller)
    return _reached(caller) & ~is_killed()


def is_killed() -> Q:
    """Return the condition for articles that were killed."""
    return Q(Exists(Edition.objects.standing().filter(_KILLED, article=OuterRef("pk"))))


def is_seen_by(caller: Caller) -> Q:
    """Return the condition for articles of which a caller sees something: live ones and their working copies."""
    live = Edition.objects.live().filter(article=OuterRef("pk"))
    return is_working_copy_of(caller) | Q(Exists(live))


def is_within(limits: Limits) -> Q:
    """Return the condition for articles that lie within all limits: what a key may write."""
    own = Q(external_source=limits.external_source) if limits.external_source else _EVERYTHING
    return own & _within(with_sections_below(limits))


def working_images(caller: Caller) -> QuerySet[Image]:
    """Return the images that a caller sees, public or not: those for which `visible` says so."""
    rows = Image.objects.all()
    if caller.reach in (Reach.REFUSED, Reach.PUBLIC):
        return rows.none()
    if not caller.sees_killed:
        rows = rows.filter(killed_at=None)
    if caller.kind is CallerKind.USER or not _is_limited(caller.limits):
        return rows
    uses = ArticleImage.objects.filter(article__in=working_copies(caller))
    return rows.filter(Exists(uses.filter(image=OuterRef("pk"))))


def working_copy(caller: Caller, article: UUID) -> Article:
    """Return an article whose working copy a caller sees; raises `NotFound` alike for what is hidden and what is not
    there.
    """
    row = working_copies(caller).filter(pk=article).first()
    if row is None:
        raise NotFound("There is no such article.")
    return row


def with_sections_below(limits: Limits) -> Limits:
    """Return limits whose sections hold every tag below them; without sections, no query."""
    return replace(limits, sections=with_all_below(limits.sections)) if limits.sections else limits


def article_thing(article: Article) -> Thing:
    """Return where an article stands; three queries."""
    section = ArticleTag.objects.filter(article=article, is_section=True).values_list(
        "tag", flat=True
    )
    authors = Revision.objects.filter(article=article, author__isnull=False)
    people = {*authors.values_list("author", flat=True), article.responsible_id}
    return Thing(
        _standing(article),
        article.language,
        section.first(),
        frozenset(person for person in people if person),
    )


def _standing(article: Article) -> Standing:
    found = (
        Edition.objects.standing().filter(article=article).values_list("status", "withdrawal_kind")
    )
    status, kind = found.first() or ("", "")
    if kind == WithdrawalKind.KILLED:
        return Standing.KILLED
    return {"live": Standing.LIVE, "withdrawn": Standing.WITHDRAWN}.get(status, Standing.NEVER)


def _image_sight(caller: Caller, image: Image) -> Sight:
    """Return how much of an image is seen: the library is shared, and a key's limits are those of its uses."""
    standing = Standing.LIVE if image.is_public else Standing.NEVER
    if image.killed_at:
        standing = Standing.KILLED
    shared = Thing(standing, is_shared=True)
    if not _is_limited(caller.limits) or caller.kind is CallerKind.USER:
        return sight(caller, shared)
    uses = ArticleImage.objects.filter(image=image, article__in=working_copies(caller))
    return sight(
        replace(caller, limits=Limits()) if uses.exists() else _public_only(caller), shared
    )


def _public_only(caller: Caller) -> Caller:
    return caller if caller.reach is Reach.REFUSED else replace(caller, reach=Reach.PUBLIC)


def _looking_down(caller: Caller) -> Caller:
    return replace(caller, limits=with_sections_below(caller.limits))


def _is_limited(limits: Limits) -> bool:
    return bool(limits.sections or limits.languages)


def _reached(caller: Caller) -> Q:
    """Return the condition for what a caller with a desk or a drafts key works on; no condition is everything."""
    reaches_far = caller.reach is Reach.EVERYTHING
    if reaches_far and not _is_limited(caller.limits):
        return _EVERYTHING
    reached = _within(with_sections_below(caller.limits)) if reaches_far else Q(pk__in=[])
    if caller.kind is CallerKind.USER:
        saved = Revision.objects.filter(article=OuterRef("pk"), author=caller.id)
        reached |= Q(responsible=caller.id) | Q(Exists(saved))
    return reached


def _within(limits: Limits) -> Q:
    inside = Q()
    if limits.languages:
        inside &= Q(language__in=sorted(limits.languages))
    if limits.sections:
        section = ArticleTag.objects.filter(article=OuterRef("pk"), is_section=True)
        inside &= Q(Exists(section.filter(tag__in=limits.sections)))
    return inside
