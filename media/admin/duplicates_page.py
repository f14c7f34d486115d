"""Images that are there twice, side by side, with what differs."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from cms.desk.verb_admin import VerbAdmin
from media.admin.pictures import badges, picture
from media.disclosure import label
from media.duplicate_groups import duplicate_groups
from media.models import Image


class Fact(NamedTuple):
    """One line of the comparison: what each image of the group says, and whether they differ."""

    name: str
    values: list[str]
    differs: bool


class Compared(NamedTuple):
    """One image of a group as the page shows it; `others` are the ids of the rest of its group."""

    image: Image
    address: str
    picture: SafeString
    badges: SafeString
    uses: int
    others: list[UUID]


class Group(NamedTuple):
    """Images that have one file, or look the same."""

    is_one_file: bool
    images: list[Compared]
    facts: list[Fact]


class DuplicatesPage(VerbAdmin):
    """The page that shows duplicates."""

    duplicates_template = "media/duplicates.html"

    def use_counts(self, images: Collection[UUID]) -> Mapping[UUID, int]:
        """Return in how many places images are used."""
        raise NotImplementedError

    def duplicates(self, request: HttpRequest) -> HttpResponse:
        """Show the groups, the newest first."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        page = duplicate_groups(after=_as_id(request.GET.get("after", "")))
        images = [image for group in page.groups for image in group]
        uses = self.use_counts([image.pk for image in images])
        context = {
            **self.admin_site.each_context(request),
            "title": "Duplicates",
            "opts": self.opts,
            "media": self.media,
            "groups": [self._group(images, uses) for images in page.groups],
            "after": page.after,
            **self.duplicates_context(request),
        }
        return TemplateResponse(request, self.duplicates_template, context)

    def duplicates_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what else the page shows."""
        return {}

    def _group(self, images: list[Image], uses: Mapping[UUID, int]) -> Group:
        compared = [
            Compared(
                image,
                self.address("change", image.pk),
                picture(image),
                badges(image),
                uses.get(image.pk, 0),
                [other.pk for other in images if other.pk != image.pk],
            )
            for image in images
        ]
        return Group(len({one.sha256 for one in images}) == 1, compared, [*facts(images)])


def facts(images: list[Image]) -> Iterator[Fact]:
    """Yield what is known of images, line by line; a line in which all are empty is left out."""
    for name, say in _FACTS.items():
        values = [say(image) for image in images]
        if any(values):
            yield Fact(name, [value or "—" for value in values], len(set(values)) > 1)


def _texts(texts: Mapping[str, str]) -> str:
    return " / ".join(f"{language}: {text}" for language, text in texts.items() if text)


_FACTS: dict[str, Callable[[Image], str]] = {
    "Size": lambda image: f"{image.width} × {image.height} px",
    "File": lambda image: f"{image.format.upper()}, {filesizeformat(image.byte_count or 0)}",
    "Title": lambda image: image.title,
    "How it was made": lambda image: label(image.digital_source_type, "en"),
    "AI system": lambda image: image.ai_system,
    "Credit line": lambda image: image.credit,
    "Creator": lambda image: image.creator,
    "Alternative text": lambda image: _texts(image.alt),
    "Caption": lambda image: _texts(image.caption),
    "Licence": lambda image: image.licence,
    "Usage terms": lambda image: image.usage_terms,
    "Rights expire": lambda image: (
        date_format(localtime(image.rights_expire_at), "j M Y") if image.rights_expire_at else ""
    ),
    "Added": lambda image: date_format(localtime(image.created_at), "j M Y, H:i"),
}


def _as_id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
