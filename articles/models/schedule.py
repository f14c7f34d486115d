"""What is to happen to an article at a moment."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article
from articles.models.revision import Revision
from cms.leases import Leased
from cms.uuid7 import uuid7


class ScheduledVerb(models.TextChoices):
    """What is to be done."""

    PUBLISH = "publish", "publish"
    WITHDRAW = "withdraw", "withdraw"


class Schedule(Leased):
    """A verb, the revision it was decided for, and `at`; later edits of the draft do not go out with it.

    `due_at` is null once it is done or cancelled. A refusal when it is due is kept in `refusal` as a list of
    `{"field", "code", "message"}` and shown to the editors; `failed_at` says when.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="schedules")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="schedules")
    verb = models.CharField(max_length=8, choices=ScheduledVerb)
    at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    refusal = models.JSONField(default=list, blank=True, editable=False)

    class Meta(Leased.Meta):
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=ScheduledVerb.values), name="schedule_verb_is_known"
            ),
            models.UniqueConstraint(
                fields=["article", "verb"],
                condition=Q(due_at__isnull=False, failed_at__isnull=True),
                name="schedule_one_pending_per_verb",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d %H:%M}"
