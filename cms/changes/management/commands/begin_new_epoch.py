"""`manage.py begin_new_epoch`: after a backup was restored."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.changes.epochs import begin_new_epoch


class Command(BaseCommand):
    """Tell every follower of the log to start again."""

    help = "Run it after a backup was restored: everybody who follows the changes starts again from a full copy."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            f"The log's epoch is now {begin_new_epoch()}: every follower starts again."
        )
