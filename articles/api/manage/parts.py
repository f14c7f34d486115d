"""What the addresses of an article's parts do alike: they are read and written under the article's revision."""

from typing import Any, NamedTuple, TypedDict
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.door import ManageView, answer, no_content, plain, sender_of
from articles.api.manage.options import query_of
from articles.api.manage.receipt import receipt
from articles.api.manage.working_copies import article_named
from articles.content import Content
from articles.models import Article
from articles.receipts import Pushed, Sender
from articles.revisions import current_content
from articles.visibility import working_copies
from cms.access.audit import audit
from cms.access.callers import caller_of
from cms.access.permissions import Needs
from cms.access.scopes import ARTICLES_WRITE, DRAFTS_READ
from cms.http.preconditions import expected_revision
from cms.http.problem import BadRequest, FieldError, NotFound
from cms.http.texts import shown


class Whole(NamedTuple):
    """The article that has the parts, and its content now."""

    row: Article
    content: Content


class Aim(TypedDict):
    """Which article is to be written, by whom, and which revision they read."""

    article: UUID
    expected_revision: int | None
    sender: Sender


class ArticlePart(ManageView):
    """Base of the addresses below an article; the ETag of every answer is the article's revision."""

    permission_classes = [Needs(ARTICLES_WRITE, reading=DRAFTS_READ)]

    def seen(self, request: Request, key: str) -> Whole:
        """Return the article that the key may see; raises `NotFound`."""
        query_of(plain(request))
        caller = caller_of(request)
        article = article_named(key, caller)
        return _whole(working_copies(caller).filter(id=article).first())

    def now(self, article: UUID) -> Whole:
        """Return an article that is to be written as it is now; raises `NotFound`."""
        return _whole(Article.objects.filter(id=article).first())

    def aim(self, request: Request, key: str) -> Aim:
        """Return what the verbs need to know beside the document; raises `PreconditionRequired` and `NotFound`."""
        query_of(plain(request))
        return {
            "expected_revision": expected_revision(plain(request)),
            "article": article_named(key, caller_of(request)),
            "sender": sender_of(request),
        }

    def told(self, request: Request, pushed: Pushed) -> HttpResponse:
        """Write down that the article was written, and answer the receipt."""
        audit(request, thing_type="article", thing=pushed.article)
        return answer(request, receipt(pushed), revision=pushed.revision)

    def gone(self, request: Request, pushed: Pushed) -> HttpResponse:
        """Write down that a part was taken away, and answer the article's revision alone."""
        audit(request, thing_type="article", thing=pushed.article, status=204)
        return no_content(pushed.revision)


def _whole(row: Article | None) -> Whole:
    if row is None:
        raise NotFound("There is no article with this id or slug.")
    return Whole(row, current_content(row))


def only(document: dict[str, Any], name: str) -> Any:
    """Return the one value that a document is to hold; raises `BadRequest`."""
    errors = [
        FieldError(shown(one), "unknown", f"There is nothing called “{shown(one)}” to say here.")
        for one in document
        if one != name
    ]
    if name not in document:
        errors.append(FieldError(name, "missing", f"{name}: it is missing."))
    if errors:
        raise BadRequest(errors=errors)
    return document[name]
