"""Whether this process lives (`/healthz`) and whether it should be sent requests (`/readyz`)."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from cms.leases import Leased, due
from cms.shutdown import is_stopping

log = logging.getLogger(__name__)
STORAGE_SECONDS = 30
"""How long the last try of the storage counts: anybody may ask, and every try writes a file."""


class NotReadyError(Exception):
    """A reason to send requests elsewhere; the message is for staff and the log."""


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process can answer at all; asks nothing of the database."""
    return _answer({"status": "alive"}, 200)


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when requests can be served, else 503; `checks` says which part is `ok` and which `failed`.

    Staff also learn why a part failed and for how many seconds the longest waiting piece of work has been due.
    """
    reasons = {name: _reason(check) for name, check in (CHECKS | WATCHED).items()}
    ready = not any(reasons[name] for name in CHECKS)
    body: dict[str, Any] = {
        "status": "ready" if ready else "not ready",
        "checks": {name: "failed" if reason else "ok" for name, reason in reasons.items()},
    }
    has_tables = not (reasons["database"] or reasons["migrations"])
    if has_tables and is_staff(request):
        body["reasons"] = {name: reason for name, reason in reasons.items() if reason}
        body["oldest_due_seconds"] = _seconds_since(oldest_due_at())
    return _answer(body, 200 if ready else 503)


def oldest_due_at() -> datetime | None:
    """Return since when the longest waiting piece of work is due, None when nothing waits."""
    queues = [
        model for model in apps.get_models() if issubclass(model, Leased) and not model._meta.proxy
    ]
    firsts = [due(model.awaited()).first() for model in queues]
    return min((row.due_at for row in firsts if row is not None and row.due_at), default=None)


def _seconds_since(moment: datetime | None) -> int | None:
    return None if moment is None else int((timezone.now() - moment).total_seconds())


def _answer(body: dict[str, Any], status: int) -> JsonResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


def is_staff(request: HttpRequest) -> bool:
    """Say whether a person of the newsroom is signed in."""
    return bool(request.user.is_active and request.user.is_staff)


def _reason(check: Callable[[], None]) -> str:
    """Return why a check fails, "" when it does not."""
    try:
        check()
    except NotReadyError as reason:
        log.warning("Readiness: %s: %s", check.__name__, reason)
        return str(reason)
    except (Error, OSError, RedisError):
        log.exception("Readiness: %s", check.__name__)
        return "failed; the log says why"
    return ""


def _running() -> None:
    if is_stopping():
        raise NotReadyError("shutting down")


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


_migrated = False


def _migrations() -> None:
    global _migrated  # noqa: PLW0603 - once applied they stay, and finding out takes 50 ms
    if _migrated:
        return
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReadyError(f"{len(plan)} migrations are not applied: run manage.py migrate")
    _migrated = True


def _storage() -> None:
    _try_storage(int(time.monotonic() // STORAGE_SECONDS))


@lru_cache(maxsize=1)
def _try_storage(period: int) -> None:
    name = default_storage.save(".readyz", ContentFile(b"ready"))
    default_storage.delete(name)


def _cache() -> None:
    if settings.CACHE_URL:
        cache.get("readyz")


CHECKS: dict[str, Callable[[], None]] = {
    "running": _running,
    "database": _database,
    "migrations": _migrations,
    "storage": _storage,
}

# Told, but no reason to send requests elsewhere: nothing that is read needs it.
WATCHED: dict[str, Callable[[], None]] = {"cache": _cache}
