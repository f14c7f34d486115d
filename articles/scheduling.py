"""The verb `schedule`: decides now what is to happen later, for the revision that it was decided on."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import EditionStatus, Revision, Schedule, ScheduledVerb, WithdrawalKind
from articles.publishing import lock_articles, publish, standing_editions
from articles.withdrawing import withdraw
from cms.access.models import User
from cms.http.problem import FieldError, NotFound, Refusal
from cms.leases import Policy, finish, set_aside, work_through

POLICY = Policy(lease=timedelta(minutes=2))
FARTHEST = timedelta(days=5 * 366)


class ScheduleRefused(Refusal):
    """The verb cannot be scheduled like this."""

    code = "schedule_refused"
    title = "Nothing was scheduled"


@transaction.atomic
def schedule(
    *, article: UUID, verb: str, at: datetime, by: User | None, revision: int | None = None
) -> Schedule:
    """Schedule `publish` or `withdraw` of an article; a pending one for the same verb is replaced.

    What goes out is the given revision (None: the newest now), whatever is saved afterwards. Raises `ScheduleRefused`,
    `NotFound`.
    """
    row = lock_articles([article])[article]
    _refuse(article, verb, at)
    number = revision or row.revision
    chosen = Revision.objects.filter(article=row, number=number).first()
    if chosen is None:
        raise NotFound(f"The article has no revision {number}.")
    _pending(article).filter(verb=verb).update(due_at=None, cancelled_at=timezone.now())
    return Schedule.objects.create(
        article=row, revision=chosen, verb=verb, at=at, due_at=at, created_by=by
    )


@transaction.atomic
def cancel_schedule(*, schedule: UUID) -> None:
    """Cancel what is scheduled and not done; raises `NotFound` when there is nothing to cancel."""
    pending = Schedule.objects.filter(id=schedule, due_at__isnull=False)
    if not pending.update(
        due_at=None, cancelled_at=timezone.now(), claim_token=None, claimed_until=None
    ):
        raise NotFound("This is done or cancelled already.")


def run_due_schedules() -> int:
    """Do what is due and return how many there were; a refusal is kept on the schedule for the editors."""
    return work_through(Schedule.objects.select_related("revision", "created_by"), _run, POLICY)


def _refuse(article: UUID, verb: str, at: datetime) -> None:
    now = timezone.now()
    errors = []
    if verb not in ScheduledVerb.values:
        errors.append(FieldError("verb", "unknown", "verb: write publish or withdraw."))
    if timezone.is_naive(at) or not now < at < now + FARTHEST:
        errors.append(FieldError("at", "not_ahead", "at: choose a moment in the next five years."))
    elif verb == ScheduledVerb.WITHDRAW and not _is_public_at(article, at):
        message = "The article is not public: there is nothing to withdraw."
        errors.append(FieldError("verb", "not_public", message))
    if errors:
        raise ScheduleRefused(errors=errors)


def _is_public_at(article: UUID, at: datetime) -> bool:
    standing = standing_editions([article]).get(article)
    if standing is not None and standing.status == EditionStatus.LIVE:
        return True
    return _pending(article).filter(verb=ScheduledVerb.PUBLISH, at__lt=at).exists()


def _pending(article: UUID) -> QuerySet[Schedule]:
    return Schedule.objects.filter(article=article, due_at__isnull=False, failed_at=None)


def _run(row: Schedule) -> None:
    try:
        with transaction.atomic():
            if row.verb == ScheduledVerb.PUBLISH:
                publish(article=row.article_id, revision=row.revision.number, by=row.created_by)
            else:
                withdraw(article=row.article_id, kind=WithdrawalKind.EXPIRED, by=row.created_by)
            finish(row, done_at=timezone.now())
    except Refusal as refusal:
        errors = refusal.errors or (FieldError("", refusal.code, refusal.detail),)
        said = [{"field": one.field, "code": one.code, "message": one.message} for one in errors]
        set_aside(row, refusal.detail, refusal=said)
