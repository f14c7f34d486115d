"""GET /api/v1/"""

import pytest

from cms.api_index import RESOURCES
from tests.contract import described, faults, template_of


def test_it_leads_to_every_resource(client):
    answer = client.get("/api/v1/")
    assert [one["name"] for one in answer.json()["resources"]] == [*RESOURCES]
    assert faults("/api/v1/", answer) == []


@pytest.mark.django_db
def test_every_address_answers(client, settings):
    for one in client.get("/api/v1/").json()["resources"]:
        accept = "text/html" if one["name"] == "docs" else "application/json"
        path = one["url"].removeprefix(settings.PUBLIC_URL)
        assert client.get(path, headers={"Accept": accept}).status_code == 200


def test_it_forgets_no_list_that_everybody_may_read():
    lists = {
        path for path, item in described()["paths"].items() if "{" not in path and is_open(item)
    }
    named = {f"/api/v1/{name}/" for name in RESOURCES} - {"/api/v1/docs/"}
    assert lists - {"/api/v1/"} == named


def is_open(item):
    """Say whether a path is read without a key."""
    return "get" in item and {} in item["get"].get("security", [{}])


def test_it_understands_no_parameters(client):
    assert client.get("/api/v1/?limit=3").status_code == 400
    assert template_of("/api/v1/?limit=3") == "/api/v1/"
