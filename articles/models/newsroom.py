"""Who publishes here."""

from django.db import models
from django.db.models import Q

from media.models import Image


class Newsroom(models.Model):
    """The one row about the newsroom itself; `policies` is a list of `{"title", "url"}`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=150, default="Newsroom")
    description = models.CharField(max_length=500, blank=True)
    logo = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    policies = models.JSONField(default=list, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "newsroom"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="newsroom_is_one_row")]

    def __str__(self) -> str:
        return self.name
