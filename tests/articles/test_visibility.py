"""Who sees what: the rule and the lists, held against a table that was written by hand."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from articles.drafts import delete_draft, save_draft
from articles.killing import kill_article
from articles.models import Article, Stage
from articles.publishing import publish
from articles.scheduling import schedule
from articles.visibility import (
    visible,
    working_copies,
    working_images,
)
from articles.withdrawing import withdraw
from cms.access.callers import ANONYMOUS, Caller, caller_for, caller_for_user
from cms.access.keys import revoke_key
from cms.access.visibility import Sight
from media.models import Image
from tests.articles.builders import make_draft, make_image, make_tag, use_of
from tests.articles.people import key, person
from tests.keys import key_row

pytestmark = pytest.mark.django_db
Thing = Article | Image | None

# W: the working copy, and with it all else. P: what is public. G: that it was there and is gone. -: nothing.
# in the order of the columns: draft, in review, scheduled, published, published with a newer draft, withdrawn, deleted,
# under embargo, an image of unpublished use only; and, beside TRUST's nine, killed.
ORACLE = {
    "anonymous":                 "---PPG---G",
    "published-only key":        "---PPG---G",
    "drafts key":                "WWWWWW-WWG",
    "author on own":             "WWWWWW-WWG",
    "author on others'":         "---PPG--WG",
    "section editor inside":     "WWWWWW-WWG",
    "section editor outside":    "---PPG--WG",
    "publisher":                 "WWWWWW-WWG",
    "admin":                     "WWWWWW-WWW",
    "revoked key":               "----------",
    "expired key":               "----------",
    "disabled user":             "----------",
    # Limits of keys narrow what goes beyond the public.
    "drafts key inside":         "WWWWWW-WWG",
    "drafts key outside":        "---PPG---G",
    "drafts key of the language": "WWWWWW-WWG",
    "drafts key of another":     "---PPG---G",
    "stranger without a desk":   "---PPG---G",
}  # fmt: skip
LETTERS = {Sight.NOTHING: "-", Sight.GONE: "G", Sight.PUBLIC: "P", Sight.WORKING: "W"}


class Newsroom:
    """Ada wrote everything here; it is of the harbour, a part of the city."""

    def __init__(self) -> None:
        self.ada = person("ada", "Authors")
        self.city = make_tag("City", "section")
        self.harbour = make_tag("Harbour", "section", parent=self.city.id)
        self.sport = make_tag("Sport", "section")
        make_draft("Stranger", section=str(self.sport.id), tags=[str(self.sport.id)])

    def draft(self, **values: Any) -> Article:
        section = str(self.harbour.id)
        changes = {"headline": "Ice", "body": "<p>Ice.</p>", "section": section, "tags": [section]}
        return save_draft(changes=changes | values, by=self.ada).article

    def published(self, **values: Any) -> Article:
        article = self.draft(**values)
        publish(article=article.id, by=self.ada)
        return article


def in_review(room: Newsroom) -> Article:
    article = room.draft()
    save_draft(article=article.id, changes={}, by=room.ada, stage=Stage.IN_REVIEW)
    return article


def scheduled(room: Newsroom) -> Article:
    article = room.draft()
    at = timezone.now() + timedelta(days=1)
    schedule(article=article.id, verb="publish", at=at, by=room.ada)
    return article


def newer_draft(room: Newsroom) -> Article:
    article = room.published()
    save_draft(article=article.id, changes={"headline": "Not out yet"}, by=room.ada)
    return article


def withdrawn(room: Newsroom) -> Article:
    article = room.published()
    withdraw(article=article.id, by=room.ada)
    return article


def deleted(room: Newsroom) -> None:
    delete_draft(article=room.draft().id)


def embargoed(room: Newsroom) -> Article:
    return room.draft(embargo_until=(timezone.now() + timedelta(days=1)).isoformat())


def unpublished_image(room: Newsroom) -> Image:
    image = make_image()
    room.draft(lead_image=use_of(image))
    return image


def killed(room: Newsroom) -> Article:
    article = room.published()
    kill_article(article=article.id, reason="By order of a court.", by=room.ada)
    return article


STATES: list[Callable[[Newsroom], Thing]] = [
    Newsroom.draft, in_review, scheduled, Newsroom.published, newer_draft, withdrawn, deleted, embargoed,
    unpublished_image, killed,
]  # fmt: skip


def revoked(room: Newsroom) -> Caller:
    return caller_for(revoke_key(key=key_row("drafts:read").pk))


def expired(room: Newsroom) -> Caller:
    row = key_row("drafts:read", expires_at=timezone.now() + timedelta(days=1))
    row.expires_at = timezone.now() - timedelta(days=1)
    return caller_for(row)


def people(name: str, group: str = "", *sections: UUID, **values: Any) -> Caller:
    return caller_for_user(person(name, group, sections, **values))


ROLES: dict[str, Callable[[Newsroom], Caller]] = {
    "anonymous": lambda room: ANONYMOUS,
    "published-only key": lambda room: key("content:read", "articles:write", "articles:publish"),
    "drafts key": lambda room: key("drafts:read"),
    "author on own": lambda room: caller_for_user(room.ada),
    "author on others'": lambda room: people("ben", "Authors"),
    "section editor inside": lambda room: people("cleo", "Section editors", room.city.id),
    "section editor outside": lambda room: people("cleo", "Section editors", room.sport.id),
    "publisher": lambda room: people("dina", "Publishers"),
    "admin": lambda room: people("emil", "Administrators"),
    "revoked key": revoked,
    "expired key": expired,
    "disabled user": lambda room: people("emil", "Administrators", is_active=False),
    "drafts key inside": lambda room: key("drafts:read", sections=["city"]),
    "drafts key outside": lambda room: key("drafts:read", sections=["sport"]),
    "drafts key of the language": lambda room: key("drafts:read", languages=["en", "kk"]),
    "drafts key of another": lambda room: key("drafts:read", languages=["ru"]),
    "stranger without a desk": lambda room: people("finn"),
}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[tuple[Newsroom, list[Thing]]]:
    """Make it once for all roles, inside a transaction that is taken back at their end."""
    with django_db_blocker.unblock(), transaction.atomic():
        room = Newsroom()
        yield room, [make(room) for make in STATES]
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ORACLE)
def test_everybody_sees_what_the_table_says(scene, role):
    room, things = scene
    caller = ROLES[role](room)
    assert "".join(LETTERS[visible(caller, thing)] for thing in things) == ORACLE[role]


@pytest.mark.parametrize("role", ORACLE)
def test_the_lists_hold_what_the_rule_says_and_nothing_else(scene, role):
    caller = ROLES[role](scene[0])
    seen = {row for row in Article.objects.all() if visible(caller, row) is Sight.WORKING}
    assert set(working_copies(caller)) == seen
    pictures = {row for row in Image.objects.all() if visible(caller, row) is Sight.WORKING}
    assert set(working_images(caller)) == pictures


def test_the_table_has_a_row_for_every_role():
    assert ROLES.keys() == ORACLE.keys()
