import pytest


@pytest.mark.parametrize(
    "path", ["/api/v1/articles/%00/", "/api/v1/tags/a%00b/", "/api/v1/articles/x/related%00/"]
)
def test_a_path_with_a_nul_names_nothing(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_page_with_a_nul_in_its_address_is_not_found_either(client, db):
    assert client.get("/articles/%00/").status_code == 404
