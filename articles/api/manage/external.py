"""Articles by the ids that they have in an integrator's own system: pushed again and again, written once."""

from http import HTTPStatus

from django.db import transaction
from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.articles import seen
from articles.api.manage.door import ManageView, answer, document_in, plain, sender_of
from articles.api.manage.operations import external_described
from articles.api.manage.options import OPTION_KEYS, conflict_of, publishes, query_of
from articles.api.manage.receipt import receipt
from articles.fetching_pictures import fetched_pictures
from articles.models import Article
from articles.push_writing import Upsert
from articles.pushing import push
from articles.receipts import Outcome
from articles.submission import read_document
from cms.access.audit import audit, nothing_written
from cms.access.permissions import Needs, require
from cms.access.scopes import ARTICLES_PUBLISH, ARTICLES_WRITE, DRAFTS_READ
from cms.http.problem import NotFound

STATUS = {
    Outcome.CREATED: HTTPStatus.CREATED,
    Outcome.UPDATED: HTTPStatus.OK,
    Outcome.UNCHANGED: HTTPStatus.OK,
    Outcome.HELD: HTTPStatus.ACCEPTED,
}


@external_described
class ManageArticleByExternalId(ManageView):
    """One working copy, by its external source and id."""

    permission_classes = [Needs(ARTICLES_WRITE, reading=DRAFTS_READ)]

    def get(self, request: Request, source: str, external_id: str) -> HttpResponse:
        """Answer the working copy."""
        query_of(plain(request))
        rows = Article.objects.filter(external_source=source, external_id=external_id)
        article = rows.values_list("id", flat=True).first()
        if article is None:
            raise NotFound("There is no article with this external id.")
        copy = seen(request, article)
        return answer(request, copy.document, revision=copy.row.revision)

    def put(self, request: Request, source: str, external_id: str) -> HttpResponse:
        """Create it or take over what is new; the same again changes nothing."""
        query = query_of(plain(request), "on_conflict")
        document = document_in(request)
        upsert = Upsert(
            source,
            external_id,
            read_document(document, also=OPTION_KEYS),
            conflict_of(document, query),
            publishes(document),
        )
        if upsert.publish:
            require(request, ARTICLES_PUBLISH)
        sender = sender_of(request)
        pictures = fetched_pictures([upsert.submission], permits=sender.permits)
        with transaction.atomic():
            pushed = push(upsert, sender=sender, pictures=pictures)
            status = STATUS[pushed.outcome]
            if pushed.changed_nothing:
                nothing_written(request)
            else:
                audit(request, thing_type="article", thing=pushed.article, status=status)
        return answer(request, receipt(pushed), status=status, revision=pushed.revision)
