"""GET /api/v1/schema/, GET /api/v1/docs/ and docs/openapi.json"""

import json

import pytest
import yaml
from django.core.management import call_command
from drf_spectacular.renderers import OpenApiJsonRenderer

from tests.conftest import ROOT
from tests.contract import described

SCHEMA = "/api/v1/schema/"
DOCS = "/api/v1/docs/"


def test_the_committed_copy_is_the_document(tmp_path):
    fresh = tmp_path / "openapi.json"
    call_command(
        "spectacular", validate=True, fail_on_warn=True, format="openapi-json", file=str(fresh)
    )
    committed = ROOT / "docs" / "openapi.json"
    assert committed.read_bytes() == fresh.read_bytes(), "It has drifted. Run: make openapi"


def test_the_document_is_json_and_cacheable(client):
    answer = client.get(SCHEMA)
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"].startswith("public, max-age=60")
    assert answer.json() == json.loads(OpenApiJsonRenderer().render(described()))
    assert client.get(SCHEMA, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("?format=yaml", "*/*", "application/yaml"),
        ("", "application/yaml", "application/yaml"),
        ("", "application/vnd.oai.openapi", "application/vnd.oai.openapi"),
        ("", "application/vnd.oai.openapi+json", "application/vnd.oai.openapi+json"),
        ("?format=json", "application/yaml", "application/json"),
    ],
)
def test_each_form(client, query, accept, media_type):
    answer = client.get(f"{SCHEMA}{query}", headers={"Accept": accept})
    assert answer["Content-Type"] == media_type
    assert yaml.safe_load(answer.content)["info"]["title"] == "Standfirst"


def test_each_form_has_its_own_tag(client):
    assert client.get(SCHEMA)["ETag"] != client.get(f"{SCHEMA}?format=yaml")["ETag"]


def test_a_form_that_is_not_there_is_refused(client):
    assert client.get(f"{SCHEMA}?format=xml").status_code == 400
    assert client.get(SCHEMA, headers={"Accept": "text/html"}).status_code == 406


def test_every_operation_is_described_in_full():
    paths = described()["paths"].values()
    operations = [operation for path in paths for operation in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    for one in operations:
        assert one["summary"]
        assert "```sh\ncurl " in one["description"]
        assert all(parameter["description"] for parameter in one.get("parameters", []))


def test_the_docs_page_runs_nothing_inline(client):
    page = client.get(DOCS)
    assert page["Content-Type"] == "text/html; charset=utf-8"
    assert "script-src 'self';" in page["Content-Security-Policy"]
    assert b"<script>" not in page.content
    assert b"//" not in page.content.replace(b"<!doctype html>", b"")


def test_the_docs_page_understands_no_parameters(client):
    assert client.get(f"{DOCS}?format=json").status_code == 400
