"""The library as a grid of pictures or as a table."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString

from media.admin.pictures import badges, picture
from media.models import Image
from media.shapes import in_language

VIEW = "view"
_VIEWS = ("grid", "table")


class Tile(NamedTuple):
    """One image of the grid; `address` is its page, `uses` in how many places it is used."""

    image: Image
    address: str
    picture: SafeString
    badges: SafeString
    uses: int


class ImageChangeList(ChangeList):
    """Django's list, whose addresses may say how it is shown."""

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Return the parameters that narrow the list: the view does not."""
        found: dict[str, Any] = super().get_filters_params(params)
        found.pop(VIEW, None)
        return found


class ImageGrid:
    """The list page of the library: a grid of tiles, or Django's table."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the class of the list."""
        return ImageChangeList

    def use_counts(self, images: Collection[UUID]) -> Mapping[UUID, int]:
        """Return in how many places images are used; who knows says it."""
        return {}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the grid, or the table to who prefers it: the choice is kept with the login."""
        wanted = request.GET.get(VIEW)
        if wanted in _VIEWS and wanted != request.session.get("image_view"):
            request.session["image_view"] = wanted
        view = request.session.get("image_view", _VIEWS[0])
        more = {"view": view, **(extra_context or {})}
        answer: HttpResponse = super().changelist_view(request, more)  # type: ignore[misc]
        if isinstance(answer, TemplateResponse) and answer.context_data:
            shown: ChangeList | None = answer.context_data.get("cl")
            if shown and view == "grid":
                answer.context_data["tiles"] = [*self._tiles(shown)]
            if shown:
                answer.context_data["views"] = [
                    (name, shown.get_query_string({VIEW: name}), name == view) for name in _VIEWS
                ]
        return answer

    def _tiles(self, shown: ChangeList) -> Iterator[Tile]:
        images = [*shown.result_list]
        uses = self.use_counts([image.pk for image in images])
        for image in images:
            alt = in_language(image.alt, settings.LANGUAGE_CODE)
            address = shown.url_for_result(image)
            yield Tile(
                image, address, picture(image, alt=alt), badges(image), uses.get(image.pk, 0)
            )
