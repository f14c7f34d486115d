"""The verb `kill`: takes an article or an image out of everything public, for good."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from articles.exposure import rebuild_things
from articles.models import Edition, WithdrawalKind
from articles.withdrawing import withdraw
from cms.access.models import User
from cms.changes.log import append
from media.library import kill_image as kill_in_library
from media.models import Image


def kill_article(*, article: UUID, reason: str, by: User | None) -> Edition:
    """Withdraw an article for legal reasons: no document of it is left, and nobody may keep the answer."""
    return withdraw(article=article, kind=WithdrawalKind.KILLED, reason=reason, by=by)


def kill_image(*, image: UUID, by: User | None) -> Image:
    """Take an image out at once; the documents that show it follow in the background. Raises `NotFound`.

    Its file is gone with the first transaction, its own document with the second: whoever takes back holds no lock
    on an image that a publication waits for. If we die in between, the worker takes it back.
    """
    row = kill_in_library(image=image, by=by)
    with transaction.atomic():
        append(changes=rebuild_things([("image", str(image))], at=timezone.now()))
    return row
