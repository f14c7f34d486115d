"""Revokes an API key: the next request with it is refused."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from cms.access.key_text import digest, is_key_text
from cms.access.keys import revoke_key
from cms.access.models import ApiKey


class Command(BaseCommand):
    """Revoke a key that is named by its id, its name, how it begins, or the key itself."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="Its id, its name, how it begins, or the key itself.")

    def handle(self, *, key: str, **_options: Any) -> None:
        row = revoke_key(key=_one(key).pk)
        self.stdout.write(f"The key of “{row.name}” ({row.prefix}…) is revoked.")


def _one(word: str) -> ApiKey:
    """Return the key that a word names; one of several with the same name must be named by its id."""
    found = list(_named(word))
    if not found:
        raise CommandError(
            f"There is no key “{word}”. Name it by its id, its name or how it begins."
        )
    if len(found) > 1:
        listed = ", ".join(f"{key.id} ({key.prefix}…)" for key in found)
        raise CommandError(f"Several keys are called “{word}”; name one by its id: {listed}.")
    return found[0]


def _named(word: str) -> QuerySet[ApiKey]:
    if is_key_text(word):
        return ApiKey.objects.filter(digest=digest(word))
    try:
        return ApiKey.objects.filter(pk=UUID(word))
    except ValueError:
        live = ApiKey.objects.filter(revoked_at=None)
        return live.filter(name=word) or live.filter(prefix=word.rstrip("…"))
