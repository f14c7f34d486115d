"""Requests that are kept for the other database come back as they were."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core import NOT_SET

from cms.wsgi import application
from tests import made_up
from tests.conftest import ROOT

SCHEMA = schemathesis.openapi.from_dict(json.loads((ROOT / "docs" / "openapi.json").read_bytes()))
SCHEMA.app = application


def some(path, method, mode):
    """Return a few requests, with what was kept of each."""
    found = []

    @settings(
        max_examples=10,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=SCHEMA[path][method].as_strategy(generation_mode=mode))
    def note(case):
        found.append((case, made_up.written(case)))

    note()
    return found


@pytest.mark.parametrize("mode", [*GenerationMode], ids=str)
@pytest.mark.parametrize(
    ("path", "method"),
    [("/api/v1/headlines/", "GET"), ("/api/v1/manage/tags/", "POST")],
)
def test_requests_come_back_as_they_were(tmp_path, path, method, mode):
    made = some(path, method, mode)
    made_up.keep(tmp_path / "kept", [note for _, note in made])
    back = made_up.kept(tmp_path / "kept", SCHEMA)
    assert back == [case for case, _ in made]
    assert len(back) >= 10
    for one, (case, _) in zip(back, made, strict=True):
        assert one.operation is case.operation
        assert (one.body is NOT_SET) == (case.body is NOT_SET)
        assert one.meta == case.meta


def test_without_a_folder_nothing_is_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("TEST_REQUESTS", str(tmp_path))
    assert made_up.file_for("/", "get") == made_up.file_for("/", "get")
    assert made_up.file_for("/", "get") != made_up.file_for("/", "post")
    monkeypatch.delenv("TEST_REQUESTS")
    assert made_up.file_for("/", "get") is None
