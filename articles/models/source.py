"""Who reported it."""

from django.db import models
from django.db.models import Q

from cms.uuid7 import uuid7
from cms.versioned import Versioned, VersionedQuerySet


class SourceKind(models.TextChoices):
    """What sort of source it is."""

    AGENCY = "agency", "news agency"
    NEWSPAPER = "newspaper", "newspaper"
    BROADCASTER = "broadcaster", "broadcaster"
    ONLINE = "online", "online outlet"
    OFFICIAL = "official", "official body"
    ORGANISATION = "organisation", "organisation"
    DOCUMENT = "document", "document"
    SOCIAL_MEDIA = "social_media", "social media"
    PERSON = "person", "person"
    OTHER = "other", "other"


class Source(Versioned):
    """An agency, newspaper, broadcaster, official body, document or person that articles cite."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.OTHER)
    homepage = models.URLField(max_length=500, blank=True)
    external_source = models.CharField(max_length=100, blank=True)
    external_id = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VersionedQuerySet.as_manager()

    class Meta(Versioned.Meta):
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SourceKind.values), name="source_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="source_has_a_name"),
            models.UniqueConstraint(
                fields=["external_source", "external_id"],
                condition=~Q(external_id=""),
                name="source_external_id_is_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SourceAlias(models.Model):
    """A word by which the API finds a source: its id, its slug and every slug it had."""

    label = models.CharField(max_length=100, primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="aliases")

    def __str__(self) -> str:
        return self.label
