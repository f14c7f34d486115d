"""Nothing that is hidden reaches the public: not its words, not its ids, and not by inference."""

import re
from urllib.parse import unquote_plus

import pytest

from tests.secrecy.asking import Answer, Asker, Request, ask
from tests.secrecy.hidden import CANARY, Hidden
from tests.secrecy.newsroom import newsroom

pytestmark = pytest.mark.django_db
SHORT, LONG = 2_000, 20_000
IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def ask_twice(count: int) -> tuple[Hidden, list[tuple[Request, Answer, Answer]]]:
    """Return the answers to the same requests with and without the hidden part."""
    hidden = Hidden()
    with newsroom(hide=hidden) as made:
        asker = Asker(made, hidden, seed=f"{count} requests")
        asked = []
        for request in asker.requests(count):
            answer = ask(request)
            asked.append((request, answer))
            asked += [(again, ask(again)) for again in asker.learn(request, answer)]
    with newsroom(hide=None):
        return hidden, [(request, answer, ask(request)) for request, answer in asked]


def told(request: Request, answer: Answer) -> set[str]:
    """Return the canaries and ids in an answer that the request did not hold itself."""
    said = unquote_plus(request.path).lower()
    whole = f"{answer.headers} {answer.body.decode('utf-8', 'replace')}".lower()
    found = {*CANARY.findall(whole), *IDENTIFIER.findall(whole)}
    return {word for word in found if word not in said}


def judge(count: int) -> str:
    """Ask and compare; return what was asked."""
    hidden, asked = ask_twice(count)
    assert len(asked) >= count
    assert {answer.status for _, answer, _ in asked} >= {200, 301, 304, 400, 404, 410}
    secrets = {*hidden.words, *hidden.ids}
    for request, with_hidden, without in asked:
        assert with_hidden.status < 500, request
        assert told(request, with_hidden) & secrets == set(), request
        assert with_hidden == without, request
    return f"{len(asked):,} requests, each asked with and without {len(secrets):,} secrets"


def test_nothing_hidden_is_told_or_can_be_inferred():
    judge(SHORT)


@pytest.mark.torture
def test_nothing_hidden_is_told_or_can_be_inferred_for_long(figures):
    figures(judge(LONG))
