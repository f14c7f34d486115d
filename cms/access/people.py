"""The people behind requests to the admin."""

from typing import cast

from django.http import HttpRequest

from cms.access.models import User


def person(request: HttpRequest) -> User:
    """Return who is asking; admin pages know everybody by a login."""
    return cast("User", request.user)
