"""What can be done with an article beside writing it: each is the verb that the admin calls."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from articles.api.manage.articles import held
from articles.api.manage.door import ManageView, answer, document_in, no_content, plain
from articles.api.manage.operations import (
    correct_described,
    publish_described,
    restore_described,
    schedule_described,
    withdraw_described,
)
from articles.api.manage.options import query_of
from articles.api.manage.receipt import receipt
from articles.api.manage.working_copies import article_named
from articles.correcting import correct
from articles.drafts import restore_revision
from articles.models import Article, Schedule
from articles.publish_warnings import content_warnings
from articles.publishing import publish
from articles.receipts import Outcome, Pushed
from articles.scheduling import cancel_schedule, schedule
from articles.submission import Warned
from articles.withdrawing import withdraw
from cms.access.audit import audit
from cms.access.callers import caller_of
from cms.access.permissions import Needs
from cms.access.scopes import ARTICLES_PUBLISH, ARTICLES_WRITE
from cms.http.preconditions import expected_revision
from cms.http.problem import BadRequest, FieldError, NotFound
from cms.http.texts import shown
from cms.idempotency.once import Keep, once


class ArticleAction(ManageView):
    """Base: reads the request, locks the article at the revision that the caller read, acts, answers a receipt."""

    permission_classes = [Needs(ARTICLES_PUBLISH)]
    keys: Mapping[str, type] = {}
    """What the request's object may hold, and of which type each value is."""

    def post(self, request: Request, key: str) -> HttpResponse:
        """Do it."""
        query_of(plain(request))
        expected = expected_revision(plain(request))
        asked = self._asked(document_in(request, may_be_absent=True))
        article = article_named(key, caller_of(request))

        def act(keep: Keep) -> HttpResponse:
            with transaction.atomic():
                row = held(request, article, expected)
                done = self.act(request, article, asked)
                done = done._replace(revision=done.revision or row.revision)
                audit(request, thing_type="article", thing=article)
                return keep(answer(request, receipt(done), revision=done.revision))

        return once(plain(request), asked, act)

    def act(self, request: Request, article: UUID, asked: Mapping[str, Any]) -> Pushed:
        """Call the verb and return what became of the article; revision 0 is the one that it had."""
        raise NotImplementedError

    def _asked(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        errors = [
            FieldError(
                shown(name), "unknown", f"There is nothing called “{shown(name)}” to say here."
            )
            for name in document.keys() - self.keys.keys()
        ]
        errors += [
            FieldError(name, "wrong_type", f"{name}: write {_TYPES[type_]}.")
            for name, type_ in self.keys.items()
            if name in document and type(document[name]) is not type_
        ]
        if errors:
            raise BadRequest(errors=errors)
        return document


_TYPES: Mapping[type, str] = {str: "a text", int: "a whole number", bool: "true or false"}


@publish_described
class PublishArticle(ArticleAction):
    """Freezes a revision (the newest, unless one is named) into an edition."""

    keys = {"revision": int, "is_minor": bool}

    def act(self, request: Request, article: UUID, asked: Mapping[str, Any]) -> Pushed:
        edition = publish(
            article=article,
            by=None,
            revision=asked.get("revision"),
            is_minor=asked.get("is_minor", False),
        )
        found = content_warnings(edition.content, now=timezone.now())
        warnings = tuple(Warned(one.field, one.code, one.message, "", 1) for one in found)
        return Pushed(article, 0, Outcome.UPDATED, warnings, edition=edition.number)


@schedule_described
class ScheduleArticle(ArticleAction):
    """Decides now what is to happen later; DELETE takes it back."""

    keys = {"verb": str, "at": str, "revision": int}

    def act(self, request: Request, article: UUID, asked: Mapping[str, Any]) -> Pushed:
        schedule(
            article=article,
            verb=asked.get("verb", "publish"),
            at=_moment(asked),
            revision=asked.get("revision"),
            by=None,
        )
        return Pushed(article, 0, Outcome.UPDATED)

    def delete(self, request: Request, key: str) -> HttpResponse:
        """Cancel everything that is scheduled for the article and not done."""
        query_of(plain(request))
        expected = expected_revision(plain(request))
        article = article_named(key, caller_of(request))
        with transaction.atomic():
            held(request, article, expected)
            waiting = Schedule.objects.filter(article=article, due_at__isnull=False)
            planned = [*waiting.values_list("id", flat=True)]
            if not planned:
                raise NotFound("Nothing is scheduled for this article.")
            for one in planned:
                cancel_schedule(schedule=one)
            audit(request, thing_type="article", thing=article, status=204)
        return no_content()


def _moment(asked: Mapping[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(asked.get("at", ""))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        message = "at: write a date and time with its offset, such as 2026-11-22T09:30:00+05:00."
        raise BadRequest(errors=[FieldError("at", "not_a_moment", message)])
    return at


@withdraw_described
class WithdrawArticle(ArticleAction):
    """Takes a live article back; the reason is public."""

    keys = {"kind": str, "reason": str, "replaced_by": str}

    def act(self, request: Request, article: UUID, asked: Mapping[str, Any]) -> Pushed:
        other = asked.get("replaced_by")
        edition = withdraw(
            article=article,
            by=None,
            kind=asked.get("kind", "withdrawn"),
            reason=asked.get("reason", ""),
            replaced_by=article_named(other, caller_of(request)) if other else None,
        )
        return Pushed(article, 0, Outcome.UPDATED, edition=edition.number)


@correct_described
class CorrectArticle(ArticleAction):
    """Says in public what was wrong, and publishes nothing else of the draft."""

    keys = {"kind": str, "text": str}

    def act(self, request: Request, article: UUID, asked: Mapping[str, Any]) -> Pushed:
        edition = correct(
            article=article,
            kind=asked.get("kind", "correction"),
            text=asked.get("text", ""),
            by=None,
            via=caller_of(request).name,
        )
        number = edition.number if edition else None
        # A note is a save of the draft.
        revision = Article.objects.values_list("revision", flat=True).get(pk=article)
        return Pushed(article, revision, Outcome.UPDATED, edition=number)


@restore_described
class RestoreArticle(ArticleAction):
    """Makes an earlier revision the newest again."""

    permission_classes = [Needs(ARTICLES_WRITE)]
    keys = {"revision": int}

    def act(self, request: Request, article: UUID, asked: Mapping[str, Any]) -> Pushed:
        if "revision" not in asked:
            message = "revision: say which revision is to come back."
            raise BadRequest(errors=[FieldError("revision", "missing", message)])
        saved = restore_revision(
            article=article, number=asked["revision"], by=None, via=caller_of(request).name
        )
        return Pushed(article, saved.revision.number, Outcome.UPDATED)
