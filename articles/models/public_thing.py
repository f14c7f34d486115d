"""Tags, sources and images that live editions show, as finished documents."""

from django.db import models
from django.db.models import Q


class ThingType(models.TextChoices):
    """What sort of thing has a public page of its own."""

    TAG = "tag", "tag"
    SOURCE = "source", "source"
    IMAGE = "image", "image"


class PublicThingQuerySet(models.QuerySet):
    """Who may be seen, written once."""

    def public(self) -> "PublicThingQuerySet":
        """Return what at least one live edition shows."""
        return self.filter(is_public=True)


class PublicThing(models.Model):
    """The document of a tag, source or image that a live edition shows (tags: also their ancestors).

    `document` is the item of a list: a JSON object that is still open; of images without the keys that follow the
    ratio, which are in `ratio_*`. `tail` holds the further keys of the detail. `build` counts every public change of
    it and is the `version` of its changes; it survives while the thing is not public.
    """

    id = models.BigAutoField(primary_key=True)
    type = models.CharField(max_length=6, choices=ThingType)
    thing = models.UUIDField()
    built_from = models.PositiveIntegerField(
        help_text="The thing's version that the document shows."
    )
    build = models.PositiveIntegerField()
    is_public = models.BooleanField(default=True)
    recipe = models.CharField(max_length=16)
    built_at = models.DateTimeField()
    etag = models.CharField(max_length=32)
    document = models.BinaryField()
    ratio_original = models.BinaryField(default=b"")
    ratio_16x9 = models.BinaryField(default=b"")
    ratio_4x3 = models.BinaryField(default=b"")
    ratio_1x1 = models.BinaryField(default=b"")
    tail = models.BinaryField()

    kind = models.CharField(max_length=12, blank=True)
    slug = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200, blank=True)
    folded_name = models.TextField(
        blank=True, help_text="The name as `articles.stems.fold` gives it, for `q=`."
    )
    parent = models.UUIDField(null=True)
    position = models.PositiveIntegerField(default=0)
    image = models.UUIDField(
        null=True, db_index=True, help_text="The image that the thing's own page shows."
    )

    objects = PublicThingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["type", "is_public", "name", "thing"], name="thing_by_name"),
            models.Index(
                fields=["type", "is_public", "kind", "name", "thing"], name="thing_by_kind"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["type", "thing"], name="public_thing_is_unique"),
            models.CheckConstraint(
                condition=Q(type__in=ThingType.values), name="public_thing_type_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type}:{self.name or self.thing}"
