"""A rich article in every form, key for key in its order: what front ends read changes only when somebody means it to.

After a change that is meant: `make golden`, and read the difference before it is committed.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles import body
from articles.addresses import Addresses
from articles.article_document import Standing
from articles.content import Content, empty_content, merged
from articles.documents import build
from articles.representation import BODY_FORMS, Shape, joined
from articles.thing_documents import TagDetail, build_image, build_source, build_tag
from articles.things import SourceThing, TagThing, Things, Translation
from media.recipes import RATIOS
from media.shapes import ImageThing

FOLDER = Path(__file__).parent / "golden"
RENEW = os.environ.get("RENEW_GOLDEN") == "1"
ADDRESSES = Addresses(
    public_url="https://api.example",
    article_url="https://news.example/{language}/{section}/{slug}",
    tag_url="https://news.example/{language}/tags/{slug}",
)


def identifier(number: int) -> str:
    return f"01900000-0000-7000-8000-{number:012d}"


def an_image(number: int, **values) -> ImageThing:
    image = ImageThing(
        id=identifier(number), alt={"en": "A harbour at dusk", "ru": "Гавань вечером"}, caption={"en": "The harbour"},
        is_decorative=False, alt_origin="human", credit="Photo: A. Painter", creator="A. Painter",
        copyright="© The Harbour Post", width=4000, height=3000, focal_point=(0.5, 0.25), thumbhash="",
        dominant_color="#203040", sha256=f"{number:x}" * 64, digest="AbCd_0-9", files_url="https://api.example/files/",
        digital_source_type="digitalCapture", ai_system="", is_illustrative=False, is_confirmed=True,
        determined_by="editor", version=3, licence="CC BY 4.0", usage_terms="https://post.example/terms",
    )  # fmt: skip
    return image._replace(**values)


AI_IMAGE = an_image(
    12, sha256="c" * 64, credit="Photo: Grok AI Generated, ill. purposes.",
    digital_source_type="trainedAlgorithmicMedia",
    ai_system="Grok", is_illustrative=True, is_confirmed=False, determined_by="credit_line", creator="",
)  # fmt: skip
AWAITED = an_image(
    13, sha256="", digest="", width=None, height=None, digital_source_type="", alt={}, caption={}
)
IMAGES = {image.id: image for image in (an_image(11, sha256="b" * 64), AI_IMAGE, AWAITED)}
TAGS = {
    tag.id: tag
    for tag in (
        TagThing(identifier(1), "section", "world", "World", {"ru": "Мир"}, None, 1),
        TagThing(identifier(2), "topic", "harbours", "Harbours & “quays”", {}, None, 4),
        TagThing(identifier(3), "contributor", "ada-quay", "Ada Quay", {}, identifier(11), 2),
    )
}
SOURCE = SourceThing(identifier(21), "orda", "Orda", "online", "https://orda.example/", 5)
CITATION = identifier(31)
BODY = (
    "<p>The harbour is <strong>open</strong> again, "
    f'<span data-citation-id="{CITATION}">the port says</span>.</p>'
    "<h2>What changes</h2><ul><li><p>Ships &lt; 100 m</p></li><li><p>Ёлки &amp; ұлы</p></li></ul>"
    f'<figure data-image-id="{identifier(12)}"><figcaption>As a machine drew it</figcaption></figure>'
    "<blockquote><p>It is “quiet”.</p></blockquote>"
)


def content() -> Content:
    return merged(
        empty_content(),
        {
            "language": "en", "kicker": "Ports", "headline": "Harbour <reopens> after “storm”",
            "list_headline": "Harbour reopens", "standfirst": "Ships return.\nSlowly.", "body": body.clean(BODY).html,
            "contributors": [{"tag": identifier(3), "role": "author"}], "tags": [identifier(1), identifier(2)],
            "section": identifier(1), "urgency": 3, "ai_use": "assisted",
            "lead_image": {"image": identifier(13), "alt": "", "caption": "Awaited"},
            "citations": [{
                "id": CITATION, "source": SOURCE.id, "role": "reported_by", "url": "https://orda.example/1",
                "title": "The port", "published_at": "2026-11-01T08:00:00+05:00", "accessed_at": None,
                "is_suggested": False,
            }],
            "corrections": [{
                "id": identifier(41), "kind": "correction", "text": "It was the north quay.",
                "at": "2026-11-03T10:00:00+00:00",
            }],
            "seo_description": "Harbour news",
        },
    )  # fmt: skip


def documents():
    at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    return build(
        content(),
        standing=Standing(identifier(51), "harbour-reopens", 2, at, at, at.replace(day=3)),
        things=Things(TAGS, {SOURCE.id: SOURCE}, IMAGES),
        translations=[Translation(identifier(52), "ru", "gavan-otkryta", "world")],
        addresses=ADDRESSES,
    )


def article(form: str | None, ratio: str = "original") -> bytes:
    made = documents()
    if form is None:
        return joined([made.headline, made.lead_image[ratio]], Shape(form, ratio))
    pieces = [made.headline, made.tail, made.images[ratio]]
    if form not in (None, "none"):
        pieces.append(getattr(made, f"body_{form}"))
    return joined(pieces, Shape(form, ratio))


def tag() -> bytes:
    detail = TagDetail(
        TAGS[identifier(2)], "Where ships lie", 7, TAGS[identifier(1)], IMAGES[identifier(11)], {"wikidata": "Q283202"}
    )  # fmt: skip
    made = build_tag(detail, language="en", addresses=ADDRESSES)
    return made.document + b"," + made.tail[1:] + b"}"


def image(number: int, ratio: str) -> bytes:
    return (
        build_image(IMAGES[identifier(number)], language="en", renditions=[]).ratios[ratio] + b"}"
    )


def image_page(number: int) -> bytes:
    documents = build_image(IMAGES[identifier(number)], language="en", renditions=[])
    return documents.ratios["original"] + b"," + documents.tail[1:] + b"}"


FORMS = {
    "headline": lambda: article(None),
    **{f"article.{form}": lambda form=form: article(form) for form in BODY_FORMS},
    "article.1x1": lambda: article("none", "1x1"),
    "tag": tag,
    "source": lambda: build_source(SOURCE).document + b"}",
    "image.page": lambda: image_page(11),
    **{f"image.{ratio}": lambda ratio=ratio: image(12, ratio) for ratio in RATIOS},
    "image.awaited": lambda: image(13, "original"),
}


def readable(document: bytes) -> bytes:
    """Return a document one key a line, so that a difference can be read; the keys keep their order."""
    return json.dumps(json.loads(document), ensure_ascii=False, indent=1).encode() + b"\n"


@pytest.mark.parametrize("name", FORMS)
def test_a_document_is_what_it_was(name):
    path, made = FOLDER / f"{name}.json", readable(FORMS[name]())
    if RENEW:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    assert path.read_bytes() == made, "If this is meant: make golden, and read the difference."


def test_the_same_values_give_the_same_bytes():
    assert documents() == documents()


def test_no_file_is_left_over_from_a_form_that_is_gone():
    assert {path.stem for path in FOLDER.glob("*.json")} == {*FORMS}
