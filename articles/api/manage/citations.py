"""The citations of an article: listed, put in order, added, read, replaced, patched, taken away."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from articles.api.manage.door import answer, document_in, plain
from articles.api.manage.part_operations import citation_described, citations_described
from articles.api.manage.parts import ArticlePart, only
from articles.citing import (
    Cited,
    add_citation,
    delete_citation,
    place_of,
    replace_citation,
    write_citations,
)
from articles.content import CitationContent
from articles.models import Passage
from articles.receipts import Outcome
from articles.submission import patched
from cms.access.audit import audit
from cms.http.problem import BadRequest, FieldError
from cms.idempotency.once import Keep, once

TOLD = frozenset({"type", "state"})


@citations_described
class ManageCitationList(ArticlePart):
    """All citations of an article, in their order."""

    def get(self, request: Request, key: str) -> HttpResponse:
        """Answer the citations, each with the passages that the body marks with it."""
        whole = self.seen(request, key)
        documents = _documents(whole.content["citations"])
        return answer(request, {"citations": documents}, revision=whole.row.revision)

    def put(self, request: Request, key: str) -> HttpResponse:
        """Put a list in place of it: this is how citations are put in another order."""
        aim = self.aim(request, key)
        given = only(document_in(request), "citations")
        if not isinstance(given, list):
            message = "citations: write a list."
            raise BadRequest(errors=[FieldError("citations", "not_a_list", message)])
        documents = [_untold(one) for one in given]
        with transaction.atomic():
            return self.told(request, write_citations(documents=documents, **aim))

    def post(self, request: Request, key: str) -> HttpResponse:
        """Add one after the others."""
        aim = self.aim(request, key)
        document = document_in(request)
        values = _values(document, None)

        def act(keep: Keep) -> HttpResponse:
            with transaction.atomic():
                return keep(_cited(request, add_citation(document=values, **aim)))

        return once(plain(request), document, act)


@citation_described
class ManageCitationDetail(ArticlePart):
    """One citation of an article."""

    def get(self, request: Request, key: str, citation: UUID) -> HttpResponse:
        """Answer it."""
        whole = self.seen(request, key)
        place = place_of(citation, whole.content)
        document = _documents(whole.content["citations"])[place]
        return answer(request, document, revision=whole.row.revision)

    def put(self, request: Request, key: str, citation: UUID) -> HttpResponse:
        """Put other values in place of its own; it keeps its id and its place."""
        aim = self.aim(request, key)
        values = _values(document_in(request), citation)
        with transaction.atomic():
            return _cited(request, replace_citation(citation=citation, document=values, **aim))

    def patch(self, request: Request, key: str, citation: UUID) -> HttpResponse:
        """Change some of it: JSON Merge Patch on what GET answers."""
        aim = self.aim(request, key)
        patch = document_in(request)
        whole = self.now(aim["article"])
        there = {one["id"]: one for one in whole.content["citations"]}
        values = _values(patched(there.get(str(citation), {}), patch), citation)
        # What the patch was worked out on is what it must go on top of.
        if aim["expected_revision"] is None:
            aim["expected_revision"] = whole.row.revision
        with transaction.atomic():
            return _cited(request, replace_citation(citation=citation, document=values, **aim))

    def delete(self, request: Request, key: str, citation: UUID) -> HttpResponse:
        """Take it away, unless the body marks a passage with it."""
        aim = self.aim(request, key)
        with transaction.atomic():
            return self.gone(request, delete_citation(citation=citation, **aim))


def _documents(citations: Sequence[CitationContent]) -> list[dict[str, Any]]:
    """Return what is said of citations; one query."""
    passages: dict[str, list[dict[str, Any]]] = {one["id"]: [] for one in citations}
    for row in Passage.objects.filter(citation__in=[*passages]) if passages else ():
        said = {"block": row.block, "start": row.start, "end": row.end, "quote": row.quote}
        passages[str(row.citation_id)].append(said)
    return [
        {
            **one,
            "type": "citation",
            "state": {"position": place, "passages": passages[one["id"]]},
        }
        for place, one in enumerate(citations)
    ]


def _untold(item: Any) -> Any:
    """Return an item of a list without what is told, not asked for; another type stays, and is refused."""
    if not isinstance(item, dict):
        return item
    told = {"state"} if item.get("type", "citation") != "citation" else TOLD
    return {name: value for name, value in item.items() if name not in told}


def _values(document: dict[str, Any], citation: UUID | None) -> dict[str, Any]:
    """Return what a document says of one citation; raises `BadRequest` for an id or type that is not its own."""
    own = {"type": "citation"} | ({"id": str(citation)} if citation else {})
    errors = [
        FieldError(name, "read_only", f"{name}: it cannot be chosen: leave it out.")
        for name, value in own.items()
        if document.get(name, value) != value
    ]
    if errors:
        raise BadRequest(errors=errors)
    return {name: value for name, value in document.items() if name not in TOLD}


def _cited(request: Request, cited: Cited) -> HttpResponse:
    pushed, is_new = cited.pushed, cited.pushed.outcome is Outcome.CREATED
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    audit(request, thing_type="article", thing=pushed.article, status=status)
    named = {"key": str(pushed.article), "citation": cited.citation}
    path = reverse("manage:citation-detail", kwargs=named)
    headers = {"Location": f"{settings.PUBLIC_URL}{path}"} if is_new else {}
    document = {
        "id": str(cited.citation),
        "type": "citation",
        "article": str(pushed.article),
        "outcome": str(pushed.outcome),
        "revision": pushed.revision,
    }
    return answer(request, document, status=status, revision=pushed.revision, headers=headers)
