"""Makes tags, sources, images and articles through the verbs, with as little said as a test needs."""

import io
from typing import Any

from PIL import Image as Picture

from articles.drafts import save_draft
from articles.models import Article, Edition, Proposal, ProposalState, Source, Tag
from articles.proposals import hold
from articles.publishing import publish
from articles.push_targets import There
from articles.revisions import current_content
from articles.sourcing import save_source
from articles.submission.decision import digests
from articles.vocabulary import save_tag
from cms.uuid7 import uuid7
from media.library import add_image
from media.models import Image


def make_tag(name: str = "Energy", kind: str = "topic", **values: Any) -> Tag:
    return save_tag(values={"name": name, "kind": kind, **values}, by=None)


def make_source(name: str = "Orda", **values: Any) -> Source:
    return save_source(values={"name": name, "kind": "online", **values}, by=None)


def png(width: int = 64, height: int = 48, colour: str = "navy") -> bytes:
    """Return the bytes of a one-coloured picture."""
    out = io.BytesIO()
    Picture.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def make_image(*, has_file: bool = True, **values: Any) -> Image:
    described = {
        "alt": {"en": "A quiet harbour"},
        "credit": "Photo: A. Painter",
        "digital_source_type": "digitalCapture",
    }
    return add_image(values=described | values, by=None, content=png() if has_file else None)


def make_draft(headline: str = "Harbour reopens", **changes: Any) -> Article:
    changes = {"headline": headline, "body": "<p>The harbour is open again.</p>"} | changes
    return save_draft(changes=changes, by=None).article


def make_published(headline: str = "Harbour reopens", **changes: Any) -> Article:
    article = make_draft(headline, **changes)
    publish(article=article.id, by=None)
    return article


def publish_again(article: Article, **changes: Any) -> Edition:
    """Save changes of an article and publish it once more."""
    save_draft(article=article.id, changes=changes, by=None)
    return publish(article=article.id, by=None)


def make_held(article: Article, *, wants_publication: bool = False, **changes: Any) -> Proposal:
    """Return a push that waits because a person has edited the article."""
    article.refresh_from_db()
    there = There(
        row=article,
        content=current_content(article),
        said={},
        pushed_revision=0,
        is_edited=True,
        waiting=Proposal.objects.filter(article=article, state=ProposalState.WAITING).first(),
    )
    return hold(
        there,
        changes=changes,
        said=digests(changes),
        via="Archive of the coast",
        wants_publication=wants_publication,
    )


def live(article: Article) -> Edition:
    """Return the live edition of an article."""
    return Edition.objects.live().get(article=article)


def use_of(image: Image, alt: str = "", caption: str = "") -> dict[str, str]:
    """Return the content of a use of an image."""
    return {"image": str(image.id), "alt": alt, "caption": caption}


def citation_of(source: Source, **values: Any) -> dict[str, Any]:
    """Return the content of a citation."""
    return {
        "id": str(uuid7()), "source": str(source.id), "role": "reported_by", "url": "", "title": "",
        "published_at": None, "accessed_at": None, "is_suggested": False,
    } | values  # fmt: skip
