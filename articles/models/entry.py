"""Index rows of live editions: "the latest with this tag, source or term" is one index scan."""

from django.db import models

from articles.models.edition import Edition
from articles.models.source import Source
from articles.models.tag import Tag


class Entry(models.Model):
    """The place of one live edition in one list, newest first, with the article's id as tie-break."""

    id = models.BigAutoField(primary_key=True)
    # The unique constraint of each subclass begins with it. The database does not check it: see `Reference`.
    edition = models.ForeignKey(
        Edition,
        on_delete=models.CASCADE,
        related_name="%(class)s_set",
        db_index=False,
        db_constraint=False,
    )
    article_id = models.UUIDField()
    language = models.CharField(max_length=35)
    published_at = models.DateTimeField()

    class Meta:
        abstract = True


class TagEntry(Entry):
    """A tag that the edition carries, or an ancestor of one (`is_own` is false); also its contributors."""

    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_own = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["tag", "published_at", "article_id"], name="tagentry_latest")
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "tag"], name="tagentry_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.tag_id}"


class SourceEntry(Entry):
    """A source that the edition cites."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["source", "published_at", "article_id"], name="sourceentry_latest")
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "source"], name="sourceentry_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.source_id}"


class TermEntry(Entry):
    """A salient term of the text (stemmed), with its weight from 0 to 1."""

    term = models.CharField(max_length=100)
    weight = models.FloatField()

    class Meta:
        indexes = [
            models.Index(fields=["term", "published_at", "article_id"], name="termentry_latest")
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "term"], name="termentry_is_unique")
        ]

    def __str__(self) -> str:
        return self.term


class SearchEntry(models.Model):
    """The stemmed words of a live edition; the database keeps its full-text index beside it."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="search"
    )
    words = models.TextField()

    def __str__(self) -> str:
        return f"words of {self.edition_id}"
