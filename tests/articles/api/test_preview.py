"""What a draft would look like in public: for a key, or for whoever was given a link."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from articles.drafts import delete_draft, save_draft
from articles.killing import kill_article
from articles.models import Article, Edition
from articles.preview_tokens import preview_page, token_of
from articles.previewing import make_preview_link, revoke_preview_link
from cms.access.models import User
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)
from tests.articles.people import person
from tests.keys import bearer
from tests.secrecy.fingerprint import fingerprint

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def path_of(article: Article) -> str:
    return f"/api/v1/preview/articles/{article.id}/"


def link_to(article: Article, by: User | None = None) -> str:
    link = make_preview_link(article=article.id, lifetime=DAY, by=by)
    return f"{path_of(article)}?token={token_of(link.id)}"


def rich_draft() -> Article:
    tag, source = make_tag("Shipping"), make_source()
    return make_draft(
        "Not out yet", tags=[str(tag.id)], citations=[citation_of(source)], lead_image=use_of(make_image())
    )  # fmt: skip


@pytest.mark.parametrize("body", ["html", "blocks", "markdown", "text", "none"])
def test_a_preview_is_what_publishing_would_make_public(client, body):
    article = make_published("Already out")
    save_draft(article=article.id, changes={"headline": "Not out yet"}, by=None)
    shown = client.get(f"{path_of(article)}?body={body}", headers=bearer("drafts:read")).json()
    public = client.get(f"/api/v1/articles/{article.id}/?body={body}").json()
    differing = {name for name in public if public[name] != shown[name]}
    assert shown.keys() == public.keys()
    assert differing == {"headline", "list_headline", "seo", "edition", "updated_at"}


def test_fields_are_chosen_as_in_public(client):
    path = f"{path_of(make_draft('Not out yet'))}?fields=headline,slug"
    shown = client.get(path, headers=bearer("drafts:read")).json()
    assert shown == {"headline": "Not out yet", "slug": "not-out-yet"}


def test_relatives_are_those_that_a_publication_would_have(client):
    tag = make_tag("Shipping", "event")
    pinned, kin, other = (
        make_published("Pinned"), make_published("Kin", tags=[str(tag.id)]), make_published("Other"),
    )  # fmt: skip
    draft = make_draft("Not out yet", tags=[str(tag.id)], pins=[str(pinned.id)])
    path = f"{path_of(draft)}?include=related,latest"
    shown = client.get(path, headers=bearer("drafts:read")).json()
    kinds = {one["id"]: one["reason"]["kind"] for one in shown["related"]}
    assert kinds == {str(pinned.id): "pinned", str(kin.id): "tag", str(other.id): "latest"}
    assert [one["headline"] for one in shown["latest"]] == ["Other", "Kin", "Pinned"]


def test_no_cache_and_no_search_engine_keeps_it(client):
    answer = client.get(link_to(make_draft()))
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert "Access-Control-Allow-Origin" not in answer


def test_a_link_shows_the_draft_as_it_is_when_it_is_opened_and_stores_nothing(client):
    article = rich_draft()
    link = link_to(article)
    save_draft(article=article.id, changes={"headline": "Changed since"}, by=None)
    before = fingerprint()
    assert client.get(link).json()["headline"] == "Changed since"
    assert fingerprint() == before
    assert not Edition.objects.exists()


def test_a_link_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    link = link_to(rich_draft(), person("dina", "Publishers"))
    with django_assert_max_num_queries(20):
        assert client.get(link).status_code == 200


def test_pictures_that_are_not_public_open_by_the_addresses_of_the_preview_alone(client):
    shown = client.get(link_to(rich_draft())).json()
    path = urlsplit(shown["lead_image"]["src"]).path
    answer = client.head(path)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    plain = f"/files/r/{path.rpartition('/r/')[2]}"
    forged = path.replace("/p/", "/p/1", 1)
    assert [client.head(one).status_code for one in (plain, forged)] == [404, 404]
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert client.head(path).status_code == 404


def test_the_page_of_a_preview_is_the_readers_own_or_the_one_of_the_environment(settings):
    article = uuid4()
    assert (
        preview_page(article=article, token="t")
        == f"{settings.PUBLIC_URL}/preview/{article}/?token=t"
    )
    settings.PREVIEW_URL = "https://news.example/look?id={id}&token={token}"
    assert (
        preview_page(article=article, token="t")
        == f"https://news.example/look?id={article}&token=t"
    )


# --- Refused ---


@pytest.mark.parametrize("token", ["", "x", "AAAAAAAAAAAAAAAAAAAAAA.forged", "%00", "é"])
def test_a_forged_link_is_refused_whatever_it_names(client, token):
    for article in (str(make_draft().id), str(uuid4())):
        answer = client.get(f"/api/v1/preview/articles/{article}/?token={token}")
        assert answer.status_code == (400 if token in {"", "%00"} else 401), answer.content


def test_a_link_opens_its_own_article_alone(client):
    token = link_to(make_draft()).partition("?")[2]
    assert client.get(f"{path_of(make_draft('Stranger'))}?{token}").status_code == 401


def test_a_link_expires(client):
    link = link_to(make_draft())
    with time_machine.travel(timezone.now() + DAY):
        answer = client.get(link)
    assert (answer.status_code, "expired" in answer.json()["detail"]) == (401, True)


def test_a_link_is_revoked_at_once(client):
    article = make_draft()
    made = make_preview_link(article=article.id, lifetime=DAY, by=None)
    revoke_preview_link(link=made.id, article=article.id)
    assert client.get(f"{path_of(article)}?token={token_of(made.id)}").status_code == 401


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_a_link_shows_no_more_than_its_maker_may_see(client, change):
    dina = person("dina", "Publishers")
    link = link_to(make_draft(), dina)
    assert client.get(link).status_code == 200
    User.objects.filter(pk=dina.pk).update(**change)
    assert client.get(link).status_code == 401


def test_what_was_killed_or_deleted_leaves_previews(client):
    killed, deleted = make_published("Killed"), make_draft("Deleted")
    links = [link_to(killed), link_to(deleted)]
    kill_article(article=killed.id, reason="By order of a court.", by=None)
    delete_draft(article=deleted.id)
    assert [client.get(link).status_code for link in links] == [401, 401]
    for article in (killed, deleted):
        assert client.get(path_of(article), headers=bearer("drafts:read")).status_code == 404


def test_hidden_and_absent_answer_a_key_alike(client):
    hidden, headers = make_draft(), bearer("drafts:read", languages=["kk"])
    absent = f"/api/v1/preview/articles/{uuid4()}/"
    answers = [client.get(path, headers=headers) for path in (path_of(hidden), absent)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_what_is_not_understood_is_refused(client):
    answer = client.get(f"{path_of(make_draft())}?boddy=html", headers=bearer("drafts:read"))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unknown_parameter")
