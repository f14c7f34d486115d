"""Makes an API key; the key is the last line that is written."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cms.access.keys import make_key
from cms.access.models.api_key import DEFAULT_RATE_PER_MINUTE
from cms.access.scopes import SCOPES
from cms.http.problem import Refusal


class Command(BaseCommand):
    """Make a key with a name and scopes, and with limits where they are given."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="Who uses it, and for what.")
        parser.add_argument("--scopes", required=True, help=f"With commas: {', '.join(SCOPES)}.")
        parser.add_argument("--sections", default="", help="Slugs or ids, with commas.")
        parser.add_argument("--languages", default="", help="Such as en,ru.")
        parser.add_argument("--external-source", default="", help="The only one it may write.")
        parser.add_argument("--expires", default="", help="Such as 2027-01-31T12:00+00:00.")
        parser.add_argument("--rate-per-minute", type=int, default=DEFAULT_RATE_PER_MINUTE)

    def handle(self, **options: Any) -> None:
        values = {
            "name": options["name"],
            "external_source": options["external_source"],
            "rate_per_minute": options["rate_per_minute"],
            "expires_at": _moment(options["expires"]),
        } | {name: _words(options[name]) for name in ("scopes", "sections", "languages")}
        try:
            made = make_key(values=values, by=None)
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stderr.write(
            f"The key of “{made.key.name}” ({made.key.id}). It is shown this once; keep it safe:"
        )
        self.stdout.write(made.text)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"--expires={text}: write it like 2027-01-31T12:00+00:00.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
