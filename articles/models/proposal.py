"""A push that met a person's edits: it waits for an editor, who accepts or rejects it field by field."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article
from cms.uuid7 import uuid7


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", "waiting"
    DECIDED = "decided", "decided"
    REPLACED = "replaced", "replaced by a later push"


class Proposal(models.Model):
    """Changes that an integrator sent: some of `articles.content.Content`; at most one waits for an article.

    `said` has a digest of each field of the push (`Push.said` once it is decided). `accepted` names the fields that an
    editor took over. `wants_publication`: the sender asked to publish it too.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="proposals")
    changes = models.JSONField()
    said = models.JSONField(default=dict)
    via = models.CharField("API key", max_length=100, blank=True)
    made_at = models.DateTimeField()
    wants_publication = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.WAITING)
    accepted = models.JSONField(default=list)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "held push"
        verbose_name_plural = "held pushes"
        # Who may see and change the article may see and decide what is proposed for it.
        default_permissions = ()
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="proposal_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["article"], condition=Q(state="waiting"), name="proposal_one_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"pushed by {self.via} at {self.made_at:%Y-%m-%d %H:%M}"
