"""Publishing, scheduling, withdrawing, correcting and restoring through the manage API."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Edition, EditionStatus, Revision, Schedule
from tests.articles.api.manage.asking import ARTICLES, fields_of, send
from tests.articles.builders import live, make_draft, make_image, make_published, use_of
from tests.keys import bearer

pytestmark = pytest.mark.django_db
ANY = {"If-Match": "*"}


def act(client, article, verb, document=None, method="POST", **headers):
    path = f"{ARTICLES}{article.id}/{verb}/"
    return send(client, method, path, document or {}, **(headers or ANY))


def test_publish_freezes_the_newest_revision(api):
    article = make_draft()
    answer = act(api, article, "publish")
    assert answer.status_code == 200
    assert answer.json()["edition"] == 1
    assert answer["ETag"] == '"1"'
    assert live(article).revision == 1


def test_publish_says_every_reason_why_not(api):
    image = make_image(alt={})
    article = make_draft(headline="", lead_image=use_of(image))
    answer = act(api, article, "publish")
    assert answer.status_code == 422
    assert fields_of(answer) == ["headline", "lead_image"]


def test_publish_of_what_was_saved_since_is_refused(api):
    article = make_draft()
    send(api, "PATCH", f"{ARTICLES}{article.id}/", {"kicker": "x"}, **ANY)
    answer = act(api, article, "publish", **{"If-Match": '"1"'})
    assert answer.status_code == 412
    assert not Edition.objects.exists()


@pytest.mark.parametrize("verb", ["publish", "schedule", "withdraw", "correct", "restore"])
def test_every_action_needs_if_match(api, verb):
    answer = send(api, "POST", f"{ARTICLES}{make_draft().id}/{verb}/", {})
    assert answer.status_code == 428


@pytest.mark.parametrize(
    ("verb", "document", "field"),
    [
        ("publish", {"revison": 1}, "revison"),
        ("publish", {"revision": "1"}, "revision"),
        ("publish", {"is_minor": 1}, "is_minor"),
        ("schedule", {"at": "tomorrow"}, "at"),
        ("schedule", {"at": "2030-01-01T10:00:00"}, "at"),
        ("restore", {}, "revision"),
        ("correct", {"text": ""}, "corrections.0.text"),
        ("withdraw", {"kind": "lost"}, "kind"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(api, verb, document, field):
    article = make_published()
    answer = act(api, article, verb, document)
    assert answer.status_code in {400, 409}
    assert fields_of(answer) == [field]


def test_a_schedule_is_made_and_taken_back(api):
    article = make_draft()
    at = (timezone.now() + timedelta(days=1)).isoformat()
    assert act(api, article, "schedule", {"verb": "publish", "at": at}).status_code == 200
    planned = api.get(f"{ARTICLES}{article.id}/").json()["state"]["schedules"]
    assert [one["verb"] for one in planned] == ["publish"]
    assert act(api, article, "schedule", method="DELETE").status_code == 204
    assert Schedule.objects.get().cancelled_at
    assert act(api, article, "schedule", method="DELETE").status_code == 404


def test_withdraw_takes_it_back_with_its_reason(api):
    article = make_published()
    answer = act(api, article, "withdraw", {"kind": "expired", "reason": "The offer ended."})
    assert answer.status_code == 200
    public = api.get(f"{ARTICLES}{article.id}/").json()["state"]["public"]
    assert public["withdrawal"]["reason"] == "The offer ended."
    assert Edition.objects.standing().get().status == EditionStatus.WITHDRAWN


def test_a_correction_goes_out_alone(api):
    article = make_published()
    send(api, "PATCH", f"{ARTICLES}{article.id}/", {"kicker": "Not out yet"}, **ANY)
    answer = act(api, article, "correct", {"text": "It was a Monday."})
    assert answer["ETag"] == '"3"'
    content = live(article).content
    assert (content["kicker"], content["corrections"][0]["text"]) == ("", "It was a Monday.")
    assert Revision.objects.get(number=3).via == "Archive of the coast"


def test_an_earlier_revision_comes_back(api):
    article = make_draft("First")
    send(api, "PATCH", f"{ARTICLES}{article.id}/", {"headline": "Second"}, **ANY)
    assert act(api, article, "restore", {"revision": 1})["ETag"] == '"3"'
    assert api.get(f"{ARTICLES}{article.id}/").json()["headline"] == "First"


def test_revisions_are_listed_read_and_compared(api):
    article = make_draft("First")
    send(api, "PATCH", f"{ARTICLES}{article.id}/", {"headline": "Second"}, **ANY)
    path = f"{ARTICLES}{article.id}/revisions/"
    assert [one["number"] for one in api.get(path).json()["results"]] == [2, 1]
    compared = api.get(f"{path}2/?compare=1").json()
    assert compared["content"]["headline"] == "Second"
    assert [one["field"] for one in compared["differences"]] == ["headline"]
    assert api.get(f"{path}9/").status_code == 404


def test_a_key_that_may_only_write_cannot_publish():
    client = Client(headers=bearer("articles:write"))
    assert act(client, make_draft(), "publish").status_code == 403


def test_a_limited_key_acts_on_nothing_beyond_its_limit():
    client = Client(headers=bearer(languages=["ru"]))
    article = make_published()
    for verb in ("publish", "withdraw", "correct"):
        answer = act(client, article, verb)
        assert (answer.status_code, answer.json()["limit"]) == (403, "languages")
