"""A page of the form that the import reads, about nothing that happened."""

from articles.importing import Imported, ImportOrder, import_page
from articles.models import Article, Edition
from articles.page import read_page

HEADLINE = "Ilsay: Reuters Claims Ferry Is Close to a New Timetable"
CREDIT = "Photo: Grok AI Generated, ill. purposes."
LATEST = (
    "Lanterns Return to the Quay",
    "Severe Frost Covers Karsen",
    "Tram Three Turns Back Early",
)
TEXT = "Reuters reports that the ferry will leave every hour, Orda reports."


def page_text(
    headline: str = HEADLINE,
    *,
    credit: str = CREDIT,
    paragraphs: tuple[str, ...] = (TEXT, "The timetable begins on Monday."),
    latest: tuple[str, ...] = LATEST,
) -> str:
    """Return the text of a page."""
    lines = [headline, *([credit] if credit else []), *paragraphs]
    lines += ["Latest news", *(f"- {one}" for one in latest)] if latest else []
    return "\n".join(lines)


def take_in(text: str | None = None, **order: object) -> Imported:
    """Import a page's text."""
    return import_page(page=read_page(text or page_text()), order=ImportOrder(**order))


def latest_list() -> list[str]:
    """Return the headlines that readers see, newest first."""
    return list(
        Edition.objects.live()
        .order_by("-published_at", "-article_id")
        .values_list("content__headline", flat=True)
    )


def article(headline: str) -> Article:
    """Return the one article with a headline."""
    return Article.objects.get(headline=headline)
