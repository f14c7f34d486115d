"""Working copies: listed, created, read, replaced, patched and deleted."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from articles.api.manage.door import (
    ManageView,
    answer,
    document_in,
    no_content,
    plain,
    sender_of,
)
from articles.api.manage.listed import ManagedArticles, listed
from articles.api.manage.operations import article_described, articles_described
from articles.api.manage.options import OPTION_KEYS, publishes, query_of
from articles.api.manage.receipt import receipt
from articles.api.manage.working_copies import WorkingCopy, article_named, summaries, working_copy
from articles.authoring import write_article
from articles.draft_locks import hold_revision
from articles.drafts import delete_draft
from articles.fetching_pictures import fetched_pictures
from articles.models import Article
from articles.receipts import Pushed
from articles.submission import Submission, patched, read_document
from articles.visibility import working_copies
from cms.access.audit import audit, nothing_written
from cms.access.callers import caller_of
from cms.access.permissions import Needs, require
from cms.access.scopes import ARTICLES_PUBLISH, ARTICLES_WRITE, DRAFTS_READ
from cms.http.preconditions import expected_revision
from cms.http.problem import BadRequest, FieldError, NotFound
from cms.idempotency.once import Keep, once

TOLD = ("id", "type")


@articles_described
class ManageArticleList(ManageView):
    """All working copies, and the making of new ones."""

    permission_classes = [Needs(ARTICLES_WRITE, reading=DRAFTS_READ)]

    def get(self, request: Request) -> HttpResponse:
        """Answer the working copies that the key may see, the last saved first."""
        return listed(request, ManagedArticles, Article.objects.all(), summaries)

    def post(self, request: Request) -> HttpResponse:
        """Create an article."""
        query_of(plain(request))
        return written(request, document_in(request))


@article_described
class ManageArticleDetail(ManageView):
    """One working copy, by its id or slug."""

    permission_classes = [Needs(ARTICLES_WRITE, reading=DRAFTS_READ)]

    def get(self, request: Request, key: str) -> HttpResponse:
        """Answer the working copy; its ETag is its revision."""
        query_of(plain(request))
        copy = seen(request, article_named(key, caller_of(request)))
        return answer(request, copy.document, revision=copy.row.revision)

    def put(self, request: Request, key: str) -> HttpResponse:
        """Put another content in place of its own."""
        query_of(plain(request))
        expected = expected_revision(plain(request))
        return written(
            request, document_in(request), article_named(key, caller_of(request)), expected
        )

    def patch(self, request: Request, key: str) -> HttpResponse:
        """Change some of it: JSON Merge Patch (RFC 7386) on what GET answers."""
        query_of(plain(request))
        expected, patch = expected_revision(plain(request)), document_in(request)
        copy = working_copy(article_named(key, caller_of(request)))
        document = patched(copy.document, patch)
        # What the patch was worked out on is what it must go on top of.
        expected = copy.row.revision if expected is None else expected
        return written(request, document, copy.row.id, expected)

    def delete(self, request: Request, key: str) -> HttpResponse:
        """Delete an article that never was public."""
        query_of(plain(request))
        expected = expected_revision(plain(request))
        article = article_named(key, caller_of(request))
        with transaction.atomic():
            held(request, article, expected)
            delete_draft(article=article)
            audit(request, thing_type="article", thing=article, status=204)
        return no_content()


def written(
    request: Request,
    document: dict[str, Any],
    article: UUID | None = None,
    expected: int | None = None,
) -> HttpResponse:
    """Create or replace an article from a document, and answer what became of it."""
    goes_out = publishes(document)
    if goes_out:
        require(request, ARTICLES_PUBLISH)
    submission = read_document(document, also=OPTION_KEYS - {"on_conflict"})
    _refuse_other_told(submission, document, article)
    sender = sender_of(request)

    def act(keep: Keep) -> HttpResponse:
        pictures = fetched_pictures([submission], permits=sender.permits)
        with transaction.atomic():
            pushed = write_article(
                submission=submission,
                sender=sender,
                pictures=pictures,
                article=article,
                expected_revision=expected,
                publishes=goes_out,
            )
            status = 200 if article else 201
            if pushed.changed_nothing:
                nothing_written(request)
            else:
                audit(request, thing_type="article", thing=pushed.article, status=status)
            return keep(_told(request, pushed, status))

    return once(plain(request), document, act) if article is None else act(_unkept)


def _unkept(found: HttpResponse) -> HttpResponse:
    return found


def _told(request: Request, pushed: Pushed, status: int) -> HttpResponse:
    """Return the receipt, with the address of what is new."""
    headers = {}
    if status == HTTPStatus.CREATED:
        path = reverse("manage:article-detail", kwargs={"key": str(pushed.article)})
        headers["Location"] = f"{settings.PUBLIC_URL}{path}"
    found = receipt(pushed)
    return answer(request, found, status=status, revision=pushed.revision, headers=headers)


def seen(request: Request, article: UUID) -> WorkingCopy:
    """Return a working copy that the key may see; raises `NotFound` for one beyond its limits, as if it were not."""
    if not working_copies(caller_of(request)).filter(id=article).exists():
        raise NotFound("There is no article with this id or slug.")
    return working_copy(article)


def held(request: Request, article: UUID, expected: int | None) -> Article:
    """Lock an article at the revision that the caller read; raises `StaleRevision` and `BeyondLimit`."""
    return hold_revision(article=article, expected=expected, limits=caller_of(request).limits)


def _refuse_other_told(
    submission: Submission, document: dict[str, Any], article: UUID | None
) -> None:
    """Refuse an id or a type that is not this article's: they are told, not asked for."""
    own = {"id": str(article) if article else None, "type": "article"}
    problems = [
        FieldError(
            name,
            "read_only",
            f"{name}: it cannot be chosen: leave it out, or send it back as it was.",
        )
        for name in TOLD
        if document.get(name, own[name]) != own[name]
    ]
    if problems:
        raise BadRequest(errors=[*problems, *submission.problems])
