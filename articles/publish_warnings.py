"""What deserves a second look before an article goes out; nothing here hinders a publication."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from articles import body
from articles.content import Content
from articles.models import Article, Revision
from cms.http.problem import FieldError, NotFound
from media.credit_contradiction import contradiction
from media.models import Image
from media.rights import rights_notice


def publish_warnings(
    article: Article, *, revision: int | None = None, now: datetime | None = None
) -> list[FieldError]:
    """Return what an editor should know before publishing a revision (None: the newest), each with field and code.

    Raises `NotFound` for a revision that is not there. Three queries; no lock.
    """
    number = revision or article.revision
    found = Revision.objects.filter(article=article, number=number).first()
    if found is None:
        raise NotFound(f"Article {article.pk} has no revision {number}.")
    return content_warnings(found.content, now=now or timezone.now())


def content_warnings(content: Content, *, now: datetime) -> list[FieldError]:
    """Return what an editor should know before a content goes out; one query when it shows images."""
    uses = [*_uses(content)]
    ids = {image for _field, image in uses}
    rows = Image.objects.filter(id__in=ids, killed_at=None) if ids else ()
    images = {str(row.id): row for row in rows}
    shown = ((field, images[image]) for field, image in dict.fromkeys(uses) if image in images)
    return [*_image_warnings(shown, now)]


def _uses(content: Content) -> Iterator[tuple[str, str]]:
    if lead := content["lead_image"]:
        yield "lead_image", lead["image"]
    for image in sorted(body.references(content["body"]).images):
        yield "body", image


def _image_warnings(shown: Iterable[tuple[str, Image]], now: datetime) -> Iterator[FieldError]:
    for field, image in shown:
        if sentence := contradiction(image.credit, image.digital_source_type):
            yield FieldError(field, "credit_contradicts", sentence)
        yield from _rights(field, image, now)


def _rights(field: str, image: Image, now: datetime) -> Iterator[FieldError]:
    end = image.rights_expire_at
    if end is None or not (notice := rights_notice(timezone.localtime(end), now)):
        return
    name = f"The rights to the image “{image.credit or image}”"
    if end <= now:
        message = f"{name} {notice}: choose another one, or extend them."
        yield FieldError(field, "rights_expired", message)
    else:
        message = f"{name} {notice}: nothing can be published with it then."
        yield FieldError(field, "rights_expire_soon", message)
