from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from uuid import uuid4

import pytest
import time_machine

from cms.access.throttling import FOLDER
from tests.cms.access.counting import count_often
from tests.keys import bearer

HEADLINES = "/api/v1/headlines/"
AT_ONCE, EACH = 4, 50


@pytest.mark.django_db
def test_a_key_hears_what_is_left_until_there_is_nothing(client):
    headers, stranger = bearer(rate_per_minute=2), bearer(rate_per_minute=2)
    with time_machine.travel("2026-03-01T06:00:20Z", tick=False) as clock:
        answers = [client.get(HEADLINES, headers=headers) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert [answer["RateLimit"] for answer in answers] == [
            '"key";r=1;t=40', '"key";r=0;t=40', '"key";r=0;t=40'
        ]  # fmt: skip
        assert answers[2]["RateLimit-Policy"] == '"key";q=2;w=60'
        assert answers[2]["Retry-After"] == "40"
        assert answers[2].json()["type"] == "urn:standfirst:problem:rate_exceeded"
        assert client.get(HEADLINES, headers=stranger).status_code == 200
        clock.shift(40)
        assert client.get(HEADLINES, headers=headers).status_code == 200


def test_who_has_no_key_has_no_rate(client, db):
    assert "RateLimit" not in client.get(HEADLINES)


def test_all_processes_count_together():
    name = str(uuid4())
    with ProcessPoolExecutor(AT_ONCE, mp_context=get_context("forkserver")) as processes:
        counted = [*processes.map(count_often, [name] * AT_ONCE, [EACH] * AT_ONCE)]
    assert sorted(used for some in counted for used in some) == [*range(1, AT_ONCE * EACH + 1)]


def test_with_a_shared_cache_the_count_is_there(settings):
    settings.CACHE_URL = "redis://cache.example"
    name = str(uuid4())
    assert count_often(name, 3) == [1, 2, 3]
    assert not (FOLDER / name).exists()
