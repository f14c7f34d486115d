"""What is made from an original: a set for each state of its description, a file for each recipe."""

from django.db import models
from django.db.models import Q

from cms.leases import Leased
from media.models.image import Image
from media.recipes import FORMATS, RATIOS


class RenditionSet(Leased):
    """All renditions of an image for one digest of inputs; the row that is due is the queue.

    The present set is the one whose digest the image's description gives now. `retired_at` is when another one took
    its place: cached pages may still name its files for a while.
    """

    image = models.ForeignKey(
        Image, on_delete=models.CASCADE, related_name="rendition_sets", db_index=False
    )
    digest = models.CharField(max_length=8)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True, db_index=True)

    class Meta(Leased.Meta):
        constraints = [
            models.UniqueConstraint(fields=["image", "digest"], name="rendition_set_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.image_id}-{self.digest}"


class Rendition(models.Model):
    """One file that exists: where it is, how large, and its own digest."""

    id = models.BigAutoField(primary_key=True)
    set = models.ForeignKey(RenditionSet, on_delete=models.CASCADE, related_name="renditions")
    path = models.CharField(max_length=100, unique=True)
    ratio = models.CharField(max_length=8)
    format = models.CharField(max_length=4)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    byte_count = models.PositiveIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["ratio", "width", "format"]
        constraints = [
            models.CheckConstraint(condition=Q(ratio__in=RATIOS), name="rendition_ratio_is_known"),
            models.CheckConstraint(
                condition=Q(format__in=FORMATS), name="rendition_format_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.path
