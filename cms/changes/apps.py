"""The numbered log of public changes."""

from typing import Any

from django.apps import AppConfig
from django.db.models import Max, QuerySet
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class ChangesConfig(AppConfig):
    name = "cms.changes"

    def ready(self) -> None:
        post_migrate.connect(self.make_feed_state, sender=self)
        # What each app tells of the things that it reports.
        autodiscover_modules("change_documents", "change_labels", "change_followers")

    def make_feed_state(self, *, using: str, **kwargs: Any) -> None:
        """Make the log's one row of state where it is missing; nothing is numbered without it."""
        states: QuerySet[Any] = QuerySet(self.get_model("FeedState"), using=using)
        if states.exists():
            return
        numbered = QuerySet(self.get_model("Change"), using=using).aggregate(last=Max("seq"))
        states.create(last_seq=numbered["last"] or 0)
