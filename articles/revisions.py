"""The revisions of working copies: what the newest one holds."""

from articles.content import Content, whole
from articles.models import Article, Revision


def current_content(article: Article) -> Content:
    """Return the content of an article's newest revision."""
    rows = Revision.objects.filter(article=article, number=article.revision)
    [content] = rows.values_list("content", flat=True)
    return whole(content)
