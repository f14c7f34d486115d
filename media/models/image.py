"""A picture: its file (which may still be awaited), what it shows, whose it is, and how it was made."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression

from cms.uuid7 import uuid7
from cms.versioned import Versioned, VersionedQuerySet
from media.disclosure import WRITABLE_TERMS


class AltOrigin(models.TextChoices):
    """Who wrote the alternative text."""

    HUMAN = "human", "a person"
    AI = "ai", "a machine"
    AI_REVIEWED = "ai_reviewed", "a machine, reviewed by a person"


class Determination(models.TextChoices):
    """How the digital source type became known."""

    UNKNOWN = "", "not determined"
    EDITOR = "editor", "an editor said so"
    FILE_METADATA = "file_metadata", "the file's metadata"
    CREDIT_LINE = "credit_line", "the credit line"
    CONTENT_CREDENTIALS = "content_credentials", "Content Credentials"


# A hash of 64 bits in four parts: hashes that differ in six bits at most have a part with one difference at most.
BANDS = 4
BAND_BITS = 16


def hash_band(band: int) -> CombinedExpression:
    """Return the expression of one part of the perceptual hash, a number of 16 bits; each part has an index."""
    part = F("perceptual_hash")
    shifted = part.bitrightshift(band * BAND_BITS) if band else part
    return shifted.bitand((1 << BAND_BITS) - 1)


def original_path(image: "Image", filename: str) -> str:
    """Return where an original is stored: named by its own digest, two folders deep."""
    suffix = filename.rsplit(".", 1)[-1].lower()
    return f"originals/{image.sha256[:2]}/{image.sha256}.{suffix}"


class Image(Versioned):
    """One picture with its description, rights and AI disclosure (IPTC Photo Metadata, Digital Source Type NewsCodes).

    `alt` and `caption` hold one text per language: `{"en": "…", "ru": "…"}`. `file` is empty while it is awaited.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.FileField(upload_to=original_path, max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False, db_index=True)
    perceptual_hash = models.BigIntegerField(null=True, editable=False, db_index=True)
    format = models.CharField(max_length=10, blank=True, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    byte_count = models.PositiveBigIntegerField(null=True, editable=False)
    captured_at = models.DateTimeField(null=True, blank=True)
    thumbhash = models.CharField(max_length=40, blank=True, editable=False)
    dominant_color = models.CharField(max_length=7, blank=True, editable=False)
    focal_x = models.FloatField(
        default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )

    title = models.CharField(
        max_length=200, blank=True, help_text="How editors find it; never public."
    )
    alt = models.JSONField(default=dict, blank=True)
    caption = models.JSONField(default=dict, blank=True)
    is_decorative = models.BooleanField(default=False)
    alt_origin = models.CharField(max_length=12, choices=AltOrigin, default=AltOrigin.HUMAN)

    credit = models.CharField(
        "credit line", max_length=300, blank=True, help_text="Verbatim, as it is printed."
    )
    creator = models.CharField(max_length=200, blank=True)
    copyright = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    usage_terms = models.CharField(max_length=1000, blank=True)
    rights_expire_at = models.DateTimeField(
        null=True, blank=True, help_text="After this it may not be published any more."
    )

    digital_source_type = models.CharField(
        max_length=50, blank=True, help_text="IPTC Digital Source Type; empty: unknown."
    )
    ai_system = models.CharField("AI system", max_length=100, blank=True)
    is_illustrative = models.BooleanField(default=False)
    determined_by = models.CharField(max_length=20, choices=Determination, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    findings = models.JSONField(
        default=dict,
        editable=False,
        help_text="What the file's metadata (file) and the credit line (credit_line) say, as they were read.",
    )
    content_credentials = models.JSONField(
        null=True, editable=False, help_text="State, signer and claims of the file's C2PA manifest."
    )

    external_source = models.CharField(max_length=100, blank=True)
    external_id = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False, editable=False)
    was_public = models.BooleanField(default=False, editable=False)
    is_unservable = models.BooleanField(
        default=False, editable=False, help_text="No rendition can be made of its file."
    )
    killed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VersionedQuerySet.as_manager()

    class Meta(Versioned.Meta):
        ordering = ["-id"]
        permissions = [
            ("override_disclosure", "Can say that an image is not AI although its file says so"),
        ]
        indexes = [
            *Versioned.Meta.indexes,
            # Unlike the partial one of the constraint, SQLite uses this with bound values too.
            models.Index(fields=["external_id", "external_source"], name="image_by_external_id"),
            *(
                models.Index(hash_band(band), name=f"image_hash_band_{band}")
                for band in range(BANDS)
            ),
            models.Index(
                fields=["rights_expire_at"],
                condition=Q(rights_expire_at__isnull=False),
                name="image_rights_expiry",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(digital_source_type="")
                | Q(digital_source_type__in=sorted(WRITABLE_TERMS)),
                name="image_source_type_is_a_term",
            ),
            models.CheckConstraint(
                condition=Q(determined_by__in=Determination.values),
                name="image_determined_by_is_known",
            ),
            models.CheckConstraint(
                condition=Q(alt_origin__in=AltOrigin.values), name="image_alt_origin_is_known"
            ),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="image_focal_point_is_inside",
            ),
            models.UniqueConstraint(
                fields=["external_source", "external_id"],
                condition=~Q(external_id=""),
                name="image_external_id_is_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.credit or next(iter(self.caption.values()), "") or str(self.id)

    @property
    def is_awaited(self) -> bool:
        """Say whether the file has yet to arrive."""
        return not self.file

    @property
    def is_confirmed(self) -> bool:
        """Say whether a person, or the file itself, stands behind the disclosure."""
        return self.confirmed_at is not None
