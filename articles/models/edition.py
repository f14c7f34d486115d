"""What was published: frozen content and the finished bytes that readers get."""

from django.db import models
from django.db.models import Q

from articles.models.article import Article, ArticleKind
from articles.models.tag import Tag


class EditionStatus(models.TextChoices):
    """Where an edition stands; an article has at most one that is live or withdrawn."""

    LIVE = "live", "live"
    WITHDRAWN = "withdrawn", "withdrawn"
    REPLACED = "replaced", "replaced"


class WithdrawalKind(models.TextChoices):
    """Why an article left; a kill (legal) leaves everywhere."""

    NONE = "", "not withdrawn"
    WITHDRAWN = "withdrawn", "withdrawn"
    EXPIRED = "expired", "expired"
    KILLED = "killed", "killed"


class EditionQuerySet(models.QuerySet):
    """Who may be seen, written once."""

    def live(self) -> "EditionQuerySet":
        """Return what the public may read."""
        return self.filter(status=EditionStatus.LIVE)

    def standing(self) -> "EditionQuerySet":
        """Return, for each article that ever was public, its live edition or the one that was withdrawn."""
        return self.filter(status__in=[EditionStatus.LIVE, EditionStatus.WITHDRAWN])


class Edition(models.Model):
    """One build of one publication. A row's bytes never change: a rebuild is a new row with the same `number`.

    `number` counts an article's publications. `build` counts everything public that happened to the article (also its
    rebuilds and withdrawals) and is the `version` of its changes. `content` is the frozen content (`articles.content`).

    The documents are pieces of JSON (UTF-8) that a read joins: `headline` (an object that is still open, without
    `lead_image`), `lead_image_*` (the value of that key in a list, one per ratio), `tail` (the article's further keys),
    `images_*` (`lead_image` and `images` of an article, one per ratio) and one value for each form of the body.
    `headline`, `tail` and `images_*` are objects that are still open.
    """

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="editions", db_index=False
    )
    revision = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    build = models.PositiveIntegerField()
    status = models.CharField(max_length=9, choices=EditionStatus, default=EditionStatus.LIVE)
    content = models.JSONField()
    recipe = models.CharField(
        max_length=16, help_text="Digest of the document format and the addresses built with."
    )
    built_at = models.DateTimeField()
    etag = models.CharField(max_length=32)

    headline = models.BinaryField()
    lead_image_original = models.BinaryField()
    lead_image_16x9 = models.BinaryField()
    lead_image_4x3 = models.BinaryField()
    lead_image_1x1 = models.BinaryField()
    tail = models.BinaryField()
    images_original = models.BinaryField()
    images_16x9 = models.BinaryField()
    images_4x3 = models.BinaryField()
    images_1x1 = models.BinaryField()
    body_html = models.BinaryField()
    body_blocks = models.BinaryField()
    body_markdown = models.BinaryField()
    body_text = models.BinaryField()

    slug = models.CharField(max_length=100)
    language = models.CharField(max_length=35)
    kind = models.CharField(max_length=5, choices=ArticleKind)
    section = models.ForeignKey(Tag, null=True, on_delete=models.PROTECT, related_name="+")
    translation_group = models.UUIDField(null=True)
    pins = models.JSONField(default=list)
    has_body = models.BooleanField()
    has_ai_images = models.BooleanField()
    published_at = models.DateTimeField()
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)

    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_kind = models.CharField(max_length=9, choices=WithdrawalKind, blank=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)
    replaced_by = models.ForeignKey(
        Article, null=True, on_delete=models.PROTECT, related_name="stands_in_for"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-article_id"]
        # Status leads each index: unlike a partial index, both databases use that with a bound value too.
        indexes = [
            models.Index(fields=["status", "published_at", "article"], name="edition_by_published"),
            models.Index(fields=["status", "updated_at", "article"], name="edition_by_updated"),
            models.Index(
                fields=["status", "language", "published_at", "article"], name="edition_by_language"
            ),
            models.Index(fields=["status", "recipe"], name="edition_by_recipe"),
            models.Index(
                fields=["translation_group"],
                condition=Q(translation_group__isnull=False),
                name="edition_by_translation",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(status="live"), name="edition_one_live_per_article"
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(status__in=["live", "withdrawn"]),
                name="edition_one_standing_per_article",
            ),
            models.UniqueConstraint(fields=["article", "build"], name="edition_build_is_unique"),
            models.CheckConstraint(
                condition=Q(status__in=EditionStatus.values), name="edition_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False, withdrawal_kind__gt="")
                | (~Q(status="withdrawn")),
                name="edition_withdrawn_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(withdrawal_kind__in=WithdrawalKind.values),
                name="edition_withdrawal_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}.{self.build}"
