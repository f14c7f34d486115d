"""What articles are about, who wrote them and where they belong: one tree of tags of several kinds."""

from django.db import models
from django.db.models import F, Q

from cms.uuid7 import uuid7
from cms.versioned import Versioned, VersionedQuerySet
from media.models import Image


class TagKind(models.TextChoices):
    """What a tag stands for."""

    SECTION = "section", "section"
    TOPIC = "topic", "topic"
    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"
    PLACE = "place", "place"
    EVENT = "event", "event"
    SERIES = "series", "series"
    CONTRIBUTOR = "contributor", "contributor"


class Tag(Versioned):
    """One tag. `names` holds the name in other languages: `{"ru": "…"}`; `synonyms` a list of other words for it.

    A merged tag stays as an alias: its `merged_into` names the tag that took its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=TagKind)
    name = models.CharField(max_length=150)
    slug = models.CharField(max_length=100)
    names = models.JSONField(default=dict, blank=True)
    synonyms = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveIntegerField(default=0)
    description = models.TextField(max_length=2000, blank=True)
    image = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.PROTECT, related_name="tags"
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VersionedQuerySet.as_manager()

    class Meta(Versioned.Meta):
        ordering = ["kind", "position", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TagKind.values), name="tag_kind_is_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="tag_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="tag_is_not_merged_into_itself"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(merged_into=None), name="tag_slug_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TagAlias(models.Model):
    """A word by which the API finds a tag: its id, its slug, every slug it had, and those of tags merged into it."""

    label = models.CharField(max_length=100, primary_key=True)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")

    def __str__(self) -> str:
        return self.label


class TagIdentifier(models.Model):
    """A tag's name in somebody else's vocabulary (Wikidata, IPTC Media Topics, a partner's system)."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=50)
    value = models.CharField(max_length=300)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="tag_identifier_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
