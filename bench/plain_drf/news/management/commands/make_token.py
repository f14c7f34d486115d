"""Makes somebody who may write, with a token."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from rest_framework.authtoken.models import Token


class Command(BaseCommand):
    """Write a new token to standard output."""

    help = "Make a user and write their token."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make both."""
        self.stdout.write(Token.objects.create(user=User.objects.create_user("bench")).key)
