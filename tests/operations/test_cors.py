import pytest

ORIGIN = {"Origin": "https://news.example"}


def test_a_page_from_anywhere_may_read_the_public_api(client):
    answer = client.get("/api/v1/no-such-thing/", headers=ORIGIN)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]


def test_the_answer_is_the_same_for_every_origin(client):
    assert "origin" not in client.get("/api/v1/nothing/", headers=ORIGIN).get("Vary", "").lower()


def test_a_conditional_read_is_allowed_ahead(client):
    asked = ORIGIN | {"Access-Control-Request-Method": "GET"}
    answer = client.options("/api/v1/headlines/", headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/admin/login/", "/api/v1/manage/articles/", "/api/v1/preview/articles/x/", "/healthz"]
)
def test_everything_else_is_closed(client, db, path):
    for answer in (
        client.get(path, headers=ORIGIN),
        client.options(path, headers=ORIGIN | {"Access-Control-Request-Method": "PUT"}),
    ):
        assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_a_credential_is_never_allowed_ahead(client):
    asked = ORIGIN | {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    answer = client.options("/api/v1/headlines/", headers=asked)
    assert "authorization" not in answer["Access-Control-Allow-Headers"].lower()
    assert "Access-Control-Allow-Credentials" not in answer
