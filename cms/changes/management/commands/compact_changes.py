"""`manage.py compact_changes`: make the log of changes shorter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.changes.compacting import compact, purge_tombstones


class Command(BaseCommand):
    """Remove superseded changes, and withdrawals from long ago when asked to."""

    help = (
        "Removes changes that a later one of the same thing supersedes. With --forget-withdrawals also withdrawals"
        " from before so many days: followers that are further behind start again from a full copy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep-hours", type=float, default=24.0, help="keep what is younger (default 24)"
        )
        parser.add_argument(
            "--forget-withdrawals",
            type=float,
            metavar="DAYS",
            help="forget withdrawals that are older (default: never)",
        )

    def handle(
        self, *args: Any, keep_hours: float, forget_withdrawals: float | None, **options: Any
    ) -> None:
        if keep_hours < 0 or (forget_withdrawals is not None and forget_withdrawals < 0):
            raise CommandError("Hours and days are 0 or more.")
        now = timezone.now()
        try:
            kept_from = now - timedelta(hours=keep_hours)
            known_from = now - timedelta(days=forget_withdrawals or 0)
        except OverflowError as error:
            raise CommandError("That is longer than there is a calendar: give less.") from error
        removed = _all(lambda: compact(before=kept_from))
        self.stdout.write(f"Removed {removed:,} superseded changes.")
        if forget_withdrawals is not None:
            forgotten = _all(lambda: purge_tombstones(before=known_from))
            self.stdout.write(f"Forgot {forgotten:,} withdrawals.")


def _all(some: Callable[[], int]) -> int:
    """Repeat a verb that does a part of the work until there is none left; return the sum."""
    total = 0
    while done := some():
        total += done
    return total
