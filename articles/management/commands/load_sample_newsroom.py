"""`manage.py load_sample_newsroom`: something to look at on a fresh machine."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.sample_newsroom.loading import load_sample_newsroom
from cms.http.problem import Refusal


class Command(BaseCommand):
    """Load the fictional newsroom of Karsen: articles, tags, sources and pictures, with two weeks of history."""

    help = "Load a small fictional newsroom to look at. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or say that it is there."""
        try:
            loaded = load_sample_newsroom(now=timezone.now())
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        if not loaded.is_new:
            self.stdout.write("The sample newsroom is here already; nothing was changed.")
            return
        self.stdout.write(
            f"Loaded the sample newsroom: {loaded.articles} articles, {loaded.tags} tags, "
            f"{loaded.sources} sources, {loaded.images} pictures."
        )
