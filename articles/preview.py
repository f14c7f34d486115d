"""A working copy as readers would get it: the builder of editions, run on the draft. Nothing is stored or locked."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from articles.addresses import current_addresses
from articles.article_document import Standing
from articles.content import Content
from articles.documents import Documents, build
from articles.gathering import group_versions, read_things, translations_of
from articles.models import Article, Edition, PreviewLink
from articles.placing import place
from articles.preview_tokens import link_in
from articles.related import Related, relatives_of_draft
from articles.revisions import current_content
from articles.slugs import provisional_slug
from articles.things import Gathered, Things
from articles.visibility import visible
from cms.access.callers import Caller, CallerKind, Reach, Unauthorized, caller_for_user
from cms.access.visibility import Sight
from media.models import Image
from media.passes import pass_folder
from media.shapes import ImageThing

# A link that nobody in particular made, such as a command.
_NEWSROOM = Caller(CallerKind.USER, reach=Reach.EVERYTHING)


class Preview(NamedTuple):
    """A working copy's documents, and what its relatives are found by."""

    article: Article
    content: Content
    slug: str
    documents: Documents
    gathered: Gathered


def opened_by(token: str, article: UUID) -> Article:
    """Return the article that a link's token opens.

    Raises `Unauthorized` for a token that is forged, expired, revoked or of another article, or whose maker may not see
    the article (any more).
    """
    id_ = link_in(token)
    rows = PreviewLink.objects.select_related("article", "made_by")
    link = rows.filter(pk=id_).first() if id_ else None
    if link is None or link.article_id != article:
        raise Unauthorized("This preview link is no good. Ask the newsroom for a new one.")
    if not link.is_valid_at(timezone.now()):
        raise Unauthorized("This preview link has expired. Ask the newsroom for a new one.")
    maker = caller_for_user(link.made_by) if link.made_by else _NEWSROOM
    # What was killed leaves previews, too, whoever made the link.
    if visible(replace(maker, sees_killed=False), link.article) < Sight.WORKING:
        raise Unauthorized("This preview link is no good any more. Ask the newsroom for a new one.")
    return link.article


def preview_of(article: Article) -> Preview:
    """Return the documents of an article as it stands in the newsroom now."""
    content = current_content(article)
    previous = Edition.objects.standing().filter(article=article).defer("content").first()
    slug = provisional_slug(content, known=previous.slug if previous else "")
    gathered = read_things([content])
    group = content["translation_group"]
    others = translations_of([group]).get(group, []) if group else []
    documents = build(
        content,
        standing=_standing(article, content, previous, slug),
        things=_with_passes(gathered.things),
        translations=[other for other in others if other.id != str(article.id)],
        addresses=current_addresses(),
    )
    return Preview(article, content, slug, documents, gathered)


def related_of(preview: Preview, *, limit: int, columns: tuple[str, ...]) -> list[Related]:
    """Return the relatives that a working copy would have if it were published now."""
    group = preview.content["translation_group"]
    placing = place(
        preview.content,
        documents=preview.documents,
        gathered=preview.gathered,
        group_versions=group_versions([group] if group else []),
    )
    return relatives_of_draft(
        preview.article.id,
        content=preview.content,
        placing=placing,
        tags=preview.gathered.things.tags,
        limit=limit,
        columns=columns,
    )


def _standing(article: Article, content: Content, previous: Edition | None, slug: str) -> Standing:
    """Return what the next publication would say of itself; a moment that is not known yet is that of the save."""
    moved = content["published_at"]
    first = previous.first_published_at if previous else article.saved_at
    published_at = previous.published_at if previous else article.saved_at
    return Standing(
        article=str(article.id),
        slug=slug,
        number=previous.number + 1 if previous else 1,
        published_at=datetime.fromisoformat(moved) if moved else published_at,
        first_published_at=first,
        updated_at=article.saved_at if previous else published_at,
    )


def _with_passes(things: Things) -> Things:
    """Return the things with addresses of hidden images' files that whoever sees the preview may open."""
    hidden = {
        str(id_)
        for id_ in Image.objects.filter(id__in=things.images, is_public=False).values_list(
            "id", flat=True
        )
    }
    images = {
        id_: _with_pass(image) if id_ in hidden else image for id_, image in things.images.items()
    }
    return things._replace(images=images)


def _with_pass(image: ImageThing) -> ImageThing:
    if not image.sha256:
        return image
    folder = pass_folder(image.sha256, image.digest)
    return image._replace(files_url=f"{image.files_url}{folder}")
