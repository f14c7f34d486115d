"""The admin's links to what readers see."""

from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse


def view_on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Redirect to a thing's page; 404 for what is none, also where Django's own view stumbles over a wrong id."""
    try:
        return shortcut(request, content_type_id, object_id)
    except ValidationError as error:
        raise Http404(f"There is no object {object_id}.") from error
