"""Parameters that many addresses of the read API share; what an address does not declare is refused."""

from django.http import HttpRequest

from cms.http.filters import StrictFilterSet
from cms.http.parameters import OneParameter
from cms.http.values import Choice
from media.recipes import RATIOS

MOST_ITEMS = 100


def form_of_answer() -> OneParameter:
    """Return the parameter `format`."""
    return OneParameter(Choice(("json",)), default="json", description="Form of the answer.")


def shape_of_images(description: str = "Shape of the images.") -> OneParameter:
    """Return the parameter `ratio`."""
    return OneParameter(Choice(RATIOS), default="original", description=description)


class NoParameters(StrictFilterSet):
    """The parameters of what has none."""

    format = form_of_answer()


def read_nothing(request: HttpRequest) -> None:
    """Refuse every parameter but `format`."""
    NoParameters.parse(request)
