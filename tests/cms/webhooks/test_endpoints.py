"""Setting up endpoints."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.changes.cursors import encode
from cms.changes.numbering import number_pending
from cms.changes.reading import read
from cms.http.problem import BadRequest, NotFound
from cms.uuid7 import uuid7
from cms.webhooks import endpoints
from cms.webhooks.endpoints import (
    EndpointRefused,
    TooManyEndpoints,
    change_endpoint,
    delete_endpoint,
    make_endpoint,
    rotate_secret,
)
from cms.webhooks.models import Delivery, Endpoint, Secret
from tests.articles.builders import make_published, make_tag
from tests.hooks import again, change, endpoint_now, make_hook, plan

pytestmark = pytest.mark.django_db


def test_an_endpoint_is_made_with_a_secret():
    made = make_hook("https://news.example/hook", description="Archive", types=["article"])
    assert made.secret.startswith("whsec_")
    assert Secret.objects.get().value == made.secret
    row = endpoint_now()
    assert (row.url, row.types, row.payload, row.is_enabled) == (
        "https://news.example/hook",
        ["article"],
        "thin",
        True,
    )


def test_tags_and_sections_are_named_by_slug_or_id_and_kept_as_ids():
    section, topic = make_tag("Economy", "section"), make_tag("Shipping")
    make_published("Harbour", tags=[str(section.id), str(topic.id)])
    made = make_hook(tags=[topic.slug, str(topic.id)], sections=[section.slug])
    assert made.endpoint.tags == [str(topic.id)]
    assert made.endpoint.sections == [str(section.id)]


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"url": ""}, "url", "https"),
        ({"url": 7}, "url", "https"),
        ({"url": "ftp://news.example/"}, "url", "https"),
        ({"url": "https://user:hush@news.example/"}, "url", "password"),
        ({"url": "https://news.example:25/"}, "url", "Port 25"),
        ({"url": "http://127.0.0.1/"}, "url", "open internet"),
        ({"url": "http://[::1]/"}, "url", "open internet"),
        ({"url": "https://news.example/" + "x" * 2000}, "url", "2,000"),
        ({"description": "x" * 201}, "description", "200"),
        ({"description": "a\x00b"}, "description", "control"),
        ({"types": ["articles"]}, "types", "article, image"),
        ({"types": "article"}, "types", "list"),
        ({"types": ["article"] * 101}, "types", "too many"),
        ({"operations": ["deleted"]}, "operations", "withdrawn"),
        ({"tags": ["no-such-tag"]}, "tags", "no tag"),
        ({"sections": ["no-such-section"]}, "sections", "no section"),
        ({"sections": [7]}, "sections", "list of words"),
        ({"languages": ["english!"]}, "languages", "language"),
        ({"payload": "fat"}, "payload", "thin or full"),
        ({"is_enabled": "yes"}, "is_enabled", "true or false"),
        ({"colour": "red"}, "colour", "There is no"),
    ],
)
def test_what_it_cannot_be_is_refused_at_its_field(values, field, says):
    with pytest.raises(EndpointRefused) as refusal:
        make_endpoint(values={"url": "https://news.example/", **values}, by=None)
    assert {error.field for error in refusal.value.errors} == {field}
    assert says in refusal.value.detail
    assert Endpoint.objects.count() == 0


def test_a_hidden_tag_is_as_unknown_as_one_that_is_not_there():
    hidden = make_tag("Hidden")
    with pytest.raises(EndpointRefused) as refusal:
        make_hook(tags=[hidden.slug])
    assert "no tag" in refusal.value.detail


def test_an_address_in_a_network_of_our_own_is_taken_when_it_is_allowed(settings):
    settings.OUTBOUND_ALLOW = ["10.1.0.0/16"]
    assert make_hook("http://10.1.2.3:8080/hook").endpoint.url


def test_there_are_so_many_endpoints_and_no_more(monkeypatch):
    monkeypatch.setattr(endpoints, "MOST_ENDPOINTS", 1)
    make_hook()
    with pytest.raises(TooManyEndpoints):
        make_hook()


def test_one_that_begins_at_a_cursor_of_the_feed_misses_nothing():
    change()
    number_pending()
    place = read(None, filters=(), limit=10).place
    change()
    make_endpoint(values={"url": "https://news.example/"}, by=None, cursor=encode(place))
    change()
    assert len(plan()) == 2


def test_a_cursor_that_leads_nowhere_is_refused():
    with pytest.raises(BadRequest):
        make_endpoint(values={"url": "https://news.example/"}, by=None, cursor="nonsense")
    assert Endpoint.objects.count() == 0


def test_what_is_given_is_changed_and_the_rest_stays():
    endpoint = make_hook(types=["article"]).endpoint
    change_endpoint(endpoint=endpoint.pk, values={"description": "Archive"})
    row = endpoint_now()
    assert (row.description, row.types, row.revision) == ("Archive", ["article"], 2)


def test_switching_off_says_that_a_person_did_and_on_again_ends_a_rest():
    endpoint = make_hook().endpoint
    change_endpoint(endpoint=endpoint.pk, values={"is_enabled": False})
    assert endpoint_now().disabled_because == "person"
    Endpoint.objects.update(failures_in_a_row=9, rests_until=timezone.now() + timedelta(hours=1))
    change_endpoint(endpoint=endpoint.pk, values={"is_enabled": True})
    row = endpoint_now()
    assert (row.disabled_because, row.disabled_at, row.rests_until) == ("", None, None)


def test_a_refused_change_changes_nothing():
    endpoint = make_hook().endpoint
    with pytest.raises(EndpointRefused):
        change_endpoint(endpoint=endpoint.pk, values={"description": "x", "payload": "fat"})
    assert again(endpoint).description == ""


def test_an_endpoint_is_deleted_with_its_log():
    endpoint = make_hook().endpoint
    change()
    plan()
    delete_endpoint(endpoint=endpoint.pk)
    assert (Delivery.objects.count(), Secret.objects.count()) == (0, 0)


def test_a_new_secret_leaves_the_old_one_a_day():
    made = make_hook()
    new = rotate_secret(endpoint=made.endpoint.pk)
    old = Secret.objects.get(value=made.secret)
    assert new != made.secret
    assert timedelta(hours=23) < old.expires_at - timezone.now() <= timedelta(hours=24)
    assert Secret.objects.get(value=new).expires_at is None


def test_rotating_again_prolongs_nothing_and_forgets_what_has_expired():
    made = make_hook()
    rotate_secret(endpoint=made.endpoint.pk, grace=timedelta())
    rotate_secret(endpoint=made.endpoint.pk, grace=timedelta(days=3))
    assert not Secret.objects.filter(value=made.secret).exists()
    assert Secret.objects.count() == 2


@pytest.mark.parametrize("grace", [timedelta(days=31), timedelta(seconds=-1)])
def test_a_grace_beyond_a_month_is_refused(grace):
    made = make_hook()
    with pytest.raises(EndpointRefused):
        rotate_secret(endpoint=made.endpoint.pk, grace=grace)
    assert Secret.objects.count() == 1


def test_what_is_not_there_is_not_found():
    for verb in (delete_endpoint, rotate_secret):
        with pytest.raises(NotFound):
            verb(endpoint=uuid7())
    with pytest.raises(NotFound):
        change_endpoint(endpoint=uuid7(), values={})


def test_a_secret_is_not_shown_by_accident():
    made = make_hook()
    assert made.secret not in repr(Secret.objects.get()) + str(Secret.objects.get())
