"""People with a desk, and the callers that keys stand for."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group

from cms.access.callers import Caller, caller_for
from cms.access.models import User
from tests.keys import key_row


def person(name: str, group: str = "", sections: tuple[UUID, ...] = (), **values: Any) -> User:
    """Return a person of one of the groups; without one, somebody who has no desk."""
    made = User.objects.create_user(
        name, is_staff=bool(group), sections=[str(section) for section in sections], **values
    )
    made.groups.set(Group.objects.filter(name=group))
    assert made.groups.count() == bool(group)
    return made


def key(*scopes: str, **limits: Any) -> Caller:
    """Return the caller of a new key."""
    return caller_for(key_row(*scopes, **limits))
