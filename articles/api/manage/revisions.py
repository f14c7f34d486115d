"""The revisions of an article: listed, one of them, and what differs between two."""

from typing import Any, cast

from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.articles import seen
from articles.api.manage.door import ManageView, answer, plain
from articles.api.manage.listed import paged
from articles.api.manage.operations import revision_described, revisions_described
from articles.api.manage.options import query_of
from articles.api.manage.revision_parameters import NEWEST, RevisionParameters
from articles.api.manage.working_copies import article_named
from articles.comparing import differences
from articles.content import Content, empty_content
from articles.models import Article, Revision
from articles.naming import names_in
from articles.saves import saver
from cms.access.callers import caller_of
from cms.access.permissions import Needs
from cms.access.scopes import DRAFTS_READ
from cms.http.problem import NotFound


@revisions_described
class ManageRevisionList(ManageView):
    """The revisions, newest first, without their contents."""

    permission_classes = [Needs(DRAFTS_READ)]

    def get(self, request: Request, key: str) -> HttpResponse:
        """Answer who saved when, why and how."""
        asked = RevisionParameters.parse(plain(request))
        article = seen(request, article_named(key, caller_of(request))).row
        rows = Revision.objects.filter(article=article).select_related("author").defer("content")
        return paged(request, asked, rows, NEWEST, lambda found: [_said(row) for row in found])


@revision_described
class ManageRevisionDetail(ManageView):
    """One revision with its content; `compare` adds what differs from another one."""

    permission_classes = [Needs(DRAFTS_READ)]

    def get(self, request: Request, key: str, number: int) -> HttpResponse:
        """Answer the revision, and with `compare=3` what changed since revision 3."""
        query = query_of(plain(request), "compare")
        article = seen(request, article_named(key, caller_of(request))).row
        row = _revision(article, str(number))
        document = {**_said(row), "content": _whole(row)}
        if "compare" in query:
            document["differences"] = _differences(_revision(article, query["compare"]), row)
        return answer(request, document)


def _revision(article: Article, number: str) -> Revision:
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
    rows = Revision.objects.filter(article=article, number=wanted).select_related("author")
    row = rows.first()
    if row is None:
        raise NotFound(f"The article has no revision {number[:20]}.")
    return row


def _said(row: Revision) -> dict[str, Any]:
    return {
        "number": row.number,
        "made_at": row.made_at.isoformat(),
        "by": saver(row),
        "via": row.via or None,
        "reason": row.reason,
        "is_autosave": row.is_autosave,
    }


def _whole(row: Revision) -> Content:
    return cast("Content", {**empty_content(), **row.content})


def _differences(before: Revision, after: Revision) -> list[dict[str, Any]]:
    contents = [_whole(before), _whole(after)]
    return [
        {
            "field": one.field,
            "pieces": [{"state": piece.state, "text": piece.text} for piece in one.pieces],
        }
        for one in differences(*contents, names=names_in(contents))
    ]
