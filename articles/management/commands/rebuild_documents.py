"""Brings every public document up to date at once, instead of waiting for the worker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Edition
from articles.rebuilding import BATCH, rebuild_articles, rebuild_due


class Command(BaseCommand):
    """Rebuild what is due; with `--all` everything. Documents whose bytes come out the same stay as they are."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="Look at every live article, due or not."
        )

    def handle(self, *, all: bool, **_options: Any) -> None:  # noqa: A002 - the option's name
        count = rebuild_due()
        if all:
            live = Edition.objects.live().order_by("article").values_list("article", flat=True)
            articles = list(live)
            for start in range(0, len(articles), BATCH):
                rebuild_articles(articles=articles[start : start + BATCH])
            count += len(articles)
        self.stdout.write(f"{count} documents are up to date.")
