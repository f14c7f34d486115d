"""The same content in ordinary, normalised tables."""

import uuid

from django.db import models


class Image(models.Model):
    """A picture with its description, rights and AI disclosure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    file = models.FileField(upload_to="originals", max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    focal_x = models.FloatField(default=0.5)
    focal_y = models.FloatField(default=0.5)
    thumbhash = models.CharField(max_length=40, blank=True)
    dominant_color = models.CharField(max_length=7, blank=True)
    alt = models.CharField(max_length=1000, blank=True)
    alt_origin = models.CharField(max_length=12, default="human")
    is_decorative = models.BooleanField(default=False)
    caption = models.CharField(max_length=2000, blank=True)
    caption_line = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=300, blank=True)
    creator = models.CharField(max_length=200, blank=True)
    copyright = models.CharField(max_length=300, blank=True)
    is_ai = models.BooleanField(default=False)
    digital_source_type = models.CharField(max_length=200, blank=True)
    ai_label = models.CharField(max_length=200, blank=True)
    ai_system = models.CharField(max_length=100, blank=True)
    is_illustrative = models.BooleanField(default=False)
    is_confirmed = models.BooleanField(default=False)
    determined_by = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.alt


class Tag(models.Model):
    """A section, topic, person, place or organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12)
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.name


class Contributor(models.Model):
    """Somebody who writes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=150)
    image = models.ForeignKey(Image, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Who reported it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    homepage = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class TranslationGroup(models.Model):
    """Articles that say the same in several languages."""

    def __str__(self) -> str:
        return f"{self.pk}"


class ArticleQuerySet(models.QuerySet):
    """Reads that fetch related rows in a fixed number of queries."""

    def published(self) -> "ArticleQuerySet":
        """Return what readers may see."""
        return self.filter(is_published=True)

    def with_headline(self) -> "ArticleQuerySet":
        """Fetch what a headline shows, and not the body."""
        return (
            self.select_related("section", "lead_image")
            .prefetch_related(
                "tags",
                models.Prefetch("credits", Credit.objects.select_related("contributor__image")),
                models.Prefetch("translation_group__articles", Article.objects.as_translation()),
            )
            .defer("body", "seo_title", "seo_description")
        )

    def with_everything(self) -> "ArticleQuerySet":
        """Fetch what an article page shows."""
        return (
            self.with_headline()
            .defer(None)
            .prefetch_related(
                "corrections",
                "images",
                models.Prefetch("citations", Citation.objects.select_related("source")),
            )
        )

    def as_translation(self) -> "ArticleQuerySet":
        """Fetch what another language's page says of it."""
        return self.published().only("language", "slug", "headline", "translation_group")


class Article(models.Model):
    """An article with its text and everything that lists sort and filter by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=5)
    language = models.CharField(max_length=35)
    kicker = models.CharField(max_length=100, blank=True)
    headline = models.CharField(max_length=300)
    list_headline = models.CharField(max_length=300, blank=True)
    standfirst = models.TextField(blank=True)
    byline = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    word_count = models.PositiveIntegerField(default=0)
    reading_minutes = models.PositiveIntegerField(default=0)
    section = models.ForeignKey(Tag, null=True, on_delete=models.PROTECT, related_name="+")
    tags = models.ManyToManyField(Tag, related_name="articles")
    lead_image = models.ForeignKey(Image, null=True, on_delete=models.PROTECT, related_name="+")
    images = models.ManyToManyField(Image, related_name="articles")
    translation_group = models.ForeignKey(
        TranslationGroup, null=True, on_delete=models.PROTECT, related_name="articles"
    )
    urgency = models.PositiveSmallIntegerField(default=5)
    ai_use = models.CharField(max_length=10, default="none")
    seo_title = models.CharField(max_length=300, blank=True)
    seo_description = models.CharField(max_length=1000, blank=True)
    is_published = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField()
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="article_latest"),
            models.Index(fields=["language", "-published_at"], name="article_by_language"),
        ]

    def __str__(self) -> str:
        return self.headline


class Credit(models.Model):
    """A name in the byline."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="credits")
    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="credits")
    role = models.CharField(max_length=50)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.contributor} ({self.role})"


class Citation(models.Model):
    """What the article takes from a source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    role = models.CharField(max_length=11)
    url = models.URLField(max_length=1000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    accessed_at = models.DateTimeField(null=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.source} ({self.role})"


class Correction(models.Model):
    """A note that is public with the article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=13)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text
