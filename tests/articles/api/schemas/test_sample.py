"""Answers about the sample newsroom, held against the OpenAPI document."""

import itertools
import re

import pytest

from articles.models import Edition, PublicThing
from articles.representation import ARTICLE_FIELDS, BODY_FORMS
from media.recipes import RATIOS
from tests.contract import check, public_reads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_newsroom")]
API = "/api/v1"
LISTS = ("articles", "headlines", "tags", "sources", "images")
QUERIES = [
    "q=ferry", "q=трамвай&order=relevance", "include=facets,total", "tag=trams&include=tag", "tag=trams,parking",
    "section=the-lake&include=section", "source=shyrak-news-agency&include=source", "tag=trams&fields=slug&q=tram",
    "published_before=1990-01-01", "id=0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11",
]  # fmt: skip
ARTICLE = f"{API}/articles/ferry-to-the-eastern-shore-runs-every-hour-from-monday/"


def test_every_page_of_every_list(client, settings):
    for name, shape in itertools.product(LISTS, ("", "&include=total")):
        path = f"{API}/{name}/?limit=7{shape}"
        while path:
            check(client, path)
            following = client.get(path).json()["next"]
            path = following and following.removeprefix(settings.PUBLIC_URL)


def test_every_article_in_every_form(client):
    for slug in Edition.objects.live().values_list("slug", flat=True):
        check(client, f"{API}/articles/{slug}/related/")
        for body in BODY_FORMS:
            check(client, f"{API}/articles/{slug}/?body={body}&include=related,latest")


def test_every_ratio(client):
    for ratio, path in itertools.product(
        RATIOS, ("headlines/?", "articles/?body=blocks&", "images/?")
    ):
        check(client, f"{API}/{path}ratio={ratio}")


def test_every_tag_source_and_image(client):
    for type_, thing in PublicThing.objects.public().values_list("type", "thing"):
        check(client, f"{API}/{type_}s/{thing}/")
        check(client, f"{API}/{type_}s/{thing}/?fields=id")


def test_every_field_alone(client):
    for field in ARTICLE_FIELDS:
        check(client, f"{API}/articles/?fields={field}")
        check(client, f"{ARTICLE}?fields={field}")


def test_what_parameters_add(client):
    for name, query in itertools.product(("headlines", "articles"), QUERIES):
        check(client, f"{API}/{name}/?{query}")


def test_the_newsroom(client):
    check(client, f"{API}/site/")


def test_every_example_works_on_the_sample_newsroom(client):
    image = str(PublicThing.objects.public().filter(type="image").first().thing)
    for read in public_reads().values():
        example = re.search(r"curl 'http://[^/]+(/.*)'", read["description"])[1]
        path = re.sub(r"images/[0-9a-f-]{36}", f"images/{image}", example)
        assert client.get(path).status_code == 200, path
