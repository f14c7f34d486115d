"""An address without its slash: readers are sent on, writers are told."""

import pytest

ADDRESS = "/api/v1/manage/articles"


@pytest.mark.parametrize("path", ["/api/v1/headlines", "/articles/x"])
def test_readers_are_sent_on(client, db, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (301, f"{path}/")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("debug", [True, False])
def test_writers_are_told(client, db, settings, method, debug):
    settings.DEBUG = debug
    client.raise_request_exception = False
    answer = client.generic(method, ADDRESS, b"{}", content_type="application/json")
    assert answer.status_code == 404
    if not debug:
        assert "slash" in answer.json()["detail"]


def test_what_is_not_there_with_a_slash_either_is_plainly_not_there(client, db):
    assert "slash" not in client.post("/api/v1/nowhere").json()["detail"]
