"""What must not go out, said all at once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from articles import body
from articles.body.passages import walk
from articles.content import Content, thing_ids
from articles.recent_bodies import read_body
from articles.things import Things
from cms.http.problem import FieldError
from media.shapes import ImageThing, in_language

# A clock that runs a little ahead is no reason to refuse; anything later is what schedules are for.
CLOCK_SLACK = timedelta(minutes=5)


def publish_problems(content: Content, *, things: Things, now: datetime) -> list[FieldError]:
    """Return every reason why a content may not be published now, each with its field."""
    return [
        *_missing(content, things),
        *_text(content),
        *_times(content, now),
        *_lead_image(content, things, now),
        *_body_images(content, things, now),
    ]


def _missing(content: Content, things: Things) -> Iterator[FieldError]:
    """Yield what the content refers to and what was deleted since; only an earlier revision can."""
    ids = thing_ids(content, ())
    for field, wanted, there in (
        ("tags", ids.tags, things.tags),
        ("citations", ids.sources, things.sources),
    ):
        for id_ in sorted(wanted - there.keys()):
            message = f"{field}: {id_} was deleted since this revision: publish one without it."
            yield FieldError(field, "not_there", message)


def _text(content: Content) -> Iterator[FieldError]:
    if not content["headline"].strip():
        yield FieldError("headline", "missing", "Write a headline.")
    if content["kind"] != "brief" and body.is_empty(content["body"]):
        yield FieldError(
            "body",
            "missing",
            "Write the body, or make this article a brief: a brief may be its headline.",
        )


def _times(content: Content, now: datetime) -> Iterator[FieldError]:
    embargo, published = content["embargo_until"], content["published_at"]
    if embargo and datetime.fromisoformat(embargo) > now:
        yield FieldError(
            "embargo_until",
            "embargoed",
            f"The embargo holds until {embargo}: schedule the publication for then.",
        )
    if published and datetime.fromisoformat(published) > now + CLOCK_SLACK:
        yield FieldError(
            "published_at",
            "in_the_future",
            "The publication time lies in the future: schedule the publication instead.",
        )


def _lead_image(content: Content, things: Things, now: datetime) -> Iterator[FieldError]:
    if not content["lead_image"]:
        return
    image = things.images.get(content["lead_image"]["image"])
    if image is None:
        yield FieldError(
            "lead_image", "killed", "The lead image may no longer be shown: choose another."
        )
    else:
        yield from _rights("lead_image", image, now)
        yield from _image("lead_image", image, content["language"], content["lead_image"]["alt"])


def _body_images(content: Content, things: Things, now: datetime) -> Iterator[FieldError]:
    if not body.references(content["body"]).images:
        return
    for block in walk(read_body(content["body"]).blocks()):
        if block["type"] != "figure":
            continue
        image = things.images.get(block["image"])
        if image is None:
            message = f"An image in the body may no longer be shown ({block['image']}): remove it."
            yield FieldError("body", "killed", message)
        else:
            yield from _rights("body", image, now)
            yield from _image("body", image, content["language"], block["alt"] or "")


def _rights(field: str, image: ImageThing, now: datetime) -> Iterator[FieldError]:
    if image.rights_expire_at and image.rights_expire_at <= now:
        message = f"The rights to the image “{image.credit or image.id}” have expired: choose another, or extend them."
        yield FieldError(field, "rights_expired", message)


def _image(field: str, image: ImageThing, language: str, alt: str) -> Iterator[FieldError]:
    if not image.sha256:
        return  # Nothing is shown yet that could lack a description or a label.
    name = image.credit or image.id
    if not (image.is_decorative or alt or in_language(image.alt, language)):
        yield FieldError(
            field,
            "alt_missing",
            f"The image “{name}” has no alternative text: describe it, or mark it as decorative.",
        )
    if not image.digital_source_type:
        yield FieldError(
            field,
            "source_type_unknown",
            f"Nobody has said how the image “{name}” was made: set its digital source type.",
        )
