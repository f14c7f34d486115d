"""Requests that are sent again under one Idempotency-Key."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.models import Article
from cms.access.callers import caller_of
from cms.access.models import AuditLine
from cms.idempotency.models import KeptAnswer
from cms.idempotency.once import AtWork, _taken_over, forget_old_answers, once
from media.library import kill_image as kill_in_library
from tests.articles.api.manage.asking import ADDRESS, ARTICLES, STORY, send
from tests.articles.builders import make_draft, make_image
from tests.contract import described
from tests.keys import bearer
from tests.racing import failures, race

pytestmark = pytest.mark.django_db
WORD = {"Idempotency-Key": "a-1"}


def test_the_same_request_is_done_once_and_answered_alike(api):
    first, again = (send(api, "POST", ARTICLES, STORY, **WORD) for _ in range(2))
    assert Article.objects.count() == 1
    assert again.content == first.content
    for name in ("ETag", "Location", "Content-Type"):
        assert again[name] == first[name]
    assert (first.status_code, again.status_code) == (201, 201)
    assert again["Idempotent-Replayed"] == "true"
    assert AuditLine.objects.count() == 1


def test_the_order_of_keys_makes_no_other_request(api):
    send(api, "POST", ARTICLES, STORY, **WORD)
    turned = json.dumps(dict(reversed(STORY.items())), indent=1).encode()
    assert send(api, "POST", ARTICLES, turned, **WORD).status_code == 201
    assert Article.objects.count() == 1


def test_another_body_under_the_same_word_is_refused(api):
    send(api, "POST", ARTICLES, STORY, **WORD)
    answer = send(api, "POST", ARTICLES, STORY | {"headline": "Other"}, **WORD)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith(":another_request")
    assert Article.objects.count() == 1


def test_words_are_each_keys_own(api):
    send(api, "POST", ARTICLES, STORY, **WORD)
    send(Client(headers=bearer()), "POST", ARTICLES, STORY, **WORD)
    assert Article.objects.count() == 2


def test_a_refused_request_leaves_its_word_free(api):
    assert send(api, "POST", ARTICLES, STORY | {"language": "xx"}, **WORD).status_code == 400
    assert send(api, "POST", ARTICLES, STORY, **WORD).status_code == 201


@pytest.mark.parametrize("word", ["", "two words", "x" * 201, "ключ"])
def test_a_word_that_is_none_is_refused(api, word):
    answer = send(api, "POST", ARTICLES, STORY, **{"Idempotency-Key": word})
    assert answer.status_code == 400
    assert not Article.objects.exists()


def at_work(**values) -> None:
    """Make it so that somebody is at work on the request."""
    KeptAnswer.objects.update(status=None, body=b"", **values)


def test_a_request_that_is_being_worked_on_is_409(api):
    send(api, "POST", ARTICLES, STORY, **WORD)
    at_work()
    answer = send(api, "POST", ARTICLES, STORY, **WORD)
    assert (answer.status_code, answer["Retry-After"]) == (409, "1")


def test_a_request_that_nobody_came_back_from_is_done_again(api):
    send(api, "POST", ARTICLES, STORY, **WORD)
    Article.objects.all().delete()  # It died before its transaction ended.
    at_work(claimed_until=timezone.now() - timedelta(seconds=1))
    assert send(api, "POST", ARTICLES, STORY, **WORD).status_code == 201
    assert Article.objects.count() == 1


def test_who_comes_back_too_late_changes_nothing():
    request = RequestFactory().post("/", headers=bearer() | WORD)
    caller_of(request)

    def slow(keep):
        KeptAnswer.objects.update(token="0198f5f0-0000-7000-8000-000000000000")
        with transaction.atomic():
            make_draft()
            return keep(HttpResponse())

    with pytest.raises(AtWork):
        once(request, {}, slow)
    assert not Article.objects.exists()


def test_a_word_is_free_after_24_hours(api):
    send(api, "POST", ARTICLES, STORY, **WORD)
    KeptAnswer.objects.update(made_at=timezone.now() - timedelta(hours=25))
    other = send(api, "POST", ARTICLES, STORY | {"headline": "Other"}, **WORD)
    assert other.status_code == 201


def test_the_worker_forgets_what_was_kept_for_long_enough(api):
    send(api, "POST", ARTICLES, STORY, **WORD)
    assert forget_old_answers() == 0
    KeptAnswer.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert forget_old_answers() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_request_at_once_is_done_once():
    headers = bearer()
    asked = [lambda: send(Client(headers=headers), "POST", ARTICLES, STORY, **WORD)] * 4
    results = race(*asked)
    assert failures(results) == []
    assert {one.status_code for one in results} <= {201, 409}
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_refused_many_times_at_once_is_refused_each_time():
    headers, wrong = bearer(), STORY | {"language": "xx"}
    asked = [lambda: send(Client(headers=headers), "POST", ARTICLES, wrong, **WORD)] * 8
    results = race(*asked)
    assert failures(results) == []
    assert {one.status_code for one in results} <= {400, 409}


def test_who_would_take_over_what_is_answered_in_that_moment_takes_nothing(api):
    send(api, "POST", ARTICLES, STORY, **WORD)
    at_work(claimed_until=timezone.now() - timedelta(seconds=1))
    seen = KeptAnswer.objects.get()
    KeptAnswer.objects.update(status=201)
    with pytest.raises(AtWork):
        _taken_over(seen, {"token": uuid4(), "status": None}, is_old=False, now=timezone.now())
    assert KeptAnswer.objects.get().status == 201


def test_a_killed_image_is_killed_once(api):
    path = f"{ADDRESS}images/{make_image().id}/kill/"
    first, again = (send(api, "POST", path, {}, **WORD, **{"If-Match": '"1"'}) for _ in range(2))
    assert first.status_code == 200
    assert again.content == first.content
    assert again["Idempotent-Replayed"] == "true"


def test_who_died_while_killing_an_image_does_the_rest_of_it(api):
    image = kill_in_library(image=make_image().id, by=None)
    headers = WORD | {"If-Match": f'"{image.version - 1}"'}
    answer = send(api, "POST", f"{ADDRESS}images/{image.id}/kill/", {}, **headers)
    assert answer.status_code == 200


def test_an_action_is_done_once(api):
    path = f"{ARTICLES}{make_draft().id}/publish/"
    first, again = (send(api, "POST", path, {}, **WORD, **{"If-Match": '"1"'}) for _ in range(2))
    assert first.content == again.content
    assert first.json()["edition"] == 1


def test_every_post_of_the_manage_api_may_be_repeated():
    posts = {
        path: found["post"]
        for path, found in described()["paths"].items()
        if path.startswith(ADDRESS) and "post" in found
    }
    assert len(posts) > 10
    for path, post in posts.items():
        assert "Idempotency-Key" in {one["name"] for one in post["parameters"]}, path
