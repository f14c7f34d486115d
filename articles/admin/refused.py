"""What hindered a publication, kept until the next page shows it at its fields."""

from uuid import UUID

from django.http import HttpRequest

from cms.http.problem import FieldError, Refusal


def remember(request: HttpRequest, article: UUID, refusal: Refusal) -> None:
    """Keep a refusal for the article's next page."""
    errors = refusal.errors or (FieldError("", refusal.code, refusal.detail),)
    request.session[_key(article)] = [[one.field, one.code, one.message] for one in errors]


def recall(request: HttpRequest, article: UUID) -> list[FieldError]:
    """Return what was kept, once."""
    return [FieldError(*one) for one in request.session.pop(_key(article), [])]


def _key(article: UUID) -> str:
    return f"refused:{article}"
