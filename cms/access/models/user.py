"""The people who work in the newsroom."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from cms.uuid7 import uuid7


class User(AbstractUser):
    """A person with a login; ours from the first migration on, so that it can grow in place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sections = models.JSONField(
        default=list,
        blank=True,
        help_text="Ids of the sections, with all below them, that a section editor looks after.",
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username
