"""Reading the log in order."""

from cms.changes.models import Change
from cms.changes.numbering import number_pending


def latest(*, after: int, limit: int) -> list[Change]:
    """Return up to `limit` changes with a `seq` above `after`, lowest first.

    Numbers what is pending before it reads, so that a change can be read as soon as it is
    committed, whether a worker runs or not. Call it outside a transaction.
    """
    number_pending()
    return list(Change.objects.filter(seq__gt=after).order_by("seq")[:limit])
