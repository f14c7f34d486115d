"""Nothing that is hidden reaches a key that has no right to it, by whatever address and method."""

import random
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from zeal import zeal_ignore

from articles.models import Source, Tag, TagIdentifier
from cms.access.models import User
from cms.access.scopes import ARCHIVE_READ, CHANGES_READ_ALL, DRAFTS_READ, SCOPES
from cms.uuid7 import uuid7
from tests.articles.builders import make_tag
from tests.contract import described, public_reads
from tests.keys import bearer
from tests.secrecy.fingerprint import fingerprint
from tests.secrecy.hidden import CANARY, Hidden
from tests.secrecy.newsroom import Public, newsroom

pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete")
BODIES = (b"{}", b'{"headline": "Mine now", "language": "en"}', b'{"kicker": "Mine"}')
CONDITIONS = ({}, {"If-Match": '"1"'}, {"If-Match": "*"})
ELSEWHERE = "elsewhere"
WRITER, LIMITED = "without drafts:read", "limited to elsewhere"
SHORT, LONG = 200, 5_000


class Room(NamedTuple):
    """A newsroom with what is hidden in it, and the headers of keys that have no right to it."""

    made: Public
    hidden: Hidden
    keys: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def room(django_db_setup, django_db_blocker) -> Iterator[Room]:
    hidden = Hidden()
    lesser = [
        scope for scope in SCOPES if scope not in {DRAFTS_READ, CHANGES_READ_ALL, ARCHIVE_READ}
    ]

    def hide_once(made: Public) -> None:
        if "gone" in made and not hidden.words:
            hidden(made)

    with django_db_blocker.unblock(), newsroom(hide=hide_once) as made:
        section = make_tag(ELSEWHERE, "section")
        yield Room(made, hidden, {
            WRITER: bearer(*lesser),
            LIMITED: bearer(sections=[section.slug], external_source=ELSEWHERE),
        })  # fmt: skip


class Sent(NamedTuple):
    """One request; its body is JSON."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]


def requests(room: Room, count: int) -> Iterator[Sent]:
    """Yield requests to every address of the API, about what is hidden, what is public and what is not there."""
    dice = random.Random(count)
    operations = [
        (method, path) for path, one in described()["paths"].items() for method in METHODS if method in one
    ]  # fmt: skip
    names = [*sorted(room.hidden.ids), *room.hidden.slugs, "hourly-ferry", "nothing"]
    names += [str(thing.pk) for thing in room.made.values()]
    keyed = [one for one in operations if one[1] not in public_reads()]
    for number in range(count):
        method, template = keyed[number % len(keyed)] if number % 3 else dice.choice(operations)
        path = re.sub(r"\{number\}", "1", template)
        path = re.sub(r"\{\w+\}", lambda _found: dice.choice(names), path)
        yield Sent(method.upper(), path, dice.choice(BODIES), dice.choice(CONDITIONS))


def permitted(key: str) -> set[str]:
    """Return the canaries that these keys may see all the same.

    Both know the vocabulary, hidden tags and sources too: they may write it. Who may write an article may know, when it
    was saved meanwhile, by whom.
    """
    rows = [
        *Tag.objects.values_list(),
        *TagIdentifier.objects.values_list(),
        *Source.objects.values_list(),
    ]
    if key == WRITER:
        rows += User.objects.values_list("first_name", "last_name")
    return {word for row in rows for word in CANARY.findall(repr(row))}


def judge(room: Room, key: str, count: int) -> None:
    browser, seen = Client(), set()
    secret = {*room.hidden.words} - permitted(key)
    for sent in requests(room, count):
        with transaction.atomic(), zeal_ignore():
            answer = browser.generic(
                sent.method, sent.path, b"" if sent.method == "GET" else sent.body,
                content_type="application/json", headers=room.keys[key] | sent.headers,
            )  # fmt: skip
            whole = f"{dict(answer.headers)} {answer.getvalue().decode('utf-8', 'replace')}".lower()
            transaction.set_rollback(True)
        assert answer.status_code < 500, sent
        assert "no-store" in answer["Cache-Control"], sent
        told = {word for word in CANARY.findall(whole) if word not in sent.path}
        assert told & secret == set(), (sent, whole)
        seen.add(answer.status_code)
    assert seen >= {200, 400, 404}, seen


@pytest.mark.parametrize("key", [WRITER, LIMITED])
def test_nothing_hidden_is_told_to_a_key_without_the_right(room, key):
    judge(room, key, SHORT)


@pytest.mark.torture
@pytest.mark.parametrize("key", [WRITER, LIMITED])
def test_nothing_hidden_is_told_to_a_key_without_the_right_for_long(room, key):
    judge(room, key, LONG)


def test_a_key_that_is_limited_to_elsewhere_learns_of_no_draft_that_it_is_there(room):
    """A hidden article and one that is not there are refused alike, by every method."""
    browser, headers = Client(), room.keys[LIMITED]
    hidden = [slug for slug in room.hidden.slugs if slug.startswith("zqcanary")]
    assert hidden
    before = fingerprint()
    for slug in hidden[:3]:
        for method, template in (
            (method, path) for path, one in described()["paths"].items() for method in METHODS if method in one
        ):  # fmt: skip
            if not template.startswith("/api/v1/manage/articles/{key}/"):
                continue
            answers = []
            for name in (slug, "nothing-here"):
                path = template.replace("{key}", name).replace("{number}", "1")
                path = re.sub(r"\{(citation|pinned)\}", str(uuid7()), path)
                answer = browser.generic(
                    method.upper(), path, BODIES[1], content_type="application/json",
                    headers=headers | {"If-Match": '"1"'},
                )  # fmt: skip
                answers.append((answer.status_code, answer.content.replace(name.encode(), b"")))
            assert answers[0] == answers[1], (method, template)
    assert fingerprint() == before
