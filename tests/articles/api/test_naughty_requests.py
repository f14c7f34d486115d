"""No parameter and no path, whatever it holds, crashes a read."""

import pytest
from django.test import Client

from tests.articles.builders import (
    make_published,
    make_tag,
)

pytestmark = pytest.mark.django_db


ADDRESSES = (
    ("/api/v1/headlines/", (
        "tag", "section", "source", "contributor", "language", "kind", "id", "exclude", "published_after",
        "published_before", "updated_after", "updated_before", "ai_images", "has_body", "q", "order", "limit",
        "cursor", "include", "ratio", "format", "fields", "strange",
    )),
    ("/api/v1/articles/", ("body", "fields", "q", "cursor")),
    ("/api/v1/articles/harbour/", ("include", "fields", "body", "ratio", "format")),
    ("/api/v1/articles/harbour/related/", ("limit", "fields", "ratio")),
    ("/api/v1/tags/", ("kind", "parent", "q", "cursor", "id", "exclude", "limit", "include", "fields")),
    ("/api/v1/sources/", ("kind", "q", "cursor", "id")),
    ("/api/v1/images/", ("id", "cursor", "ratio", "fields")),
    ("/api/v1/tags/energy/", ("fields", "strange")),
    ("/api/v1/site/", ("format", "strange")),
    )  # fmt: skip


# These take what they are given to the database, so every string is asked of each of them alone.
SEARCHING = {"tag", "section", "source", "contributor", "parent", "q", "cursor"}
AT_ONCE = 8


def asked(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return which parameters a request gives one string: the searching ones alone, the others together."""
    others = [name for name in names if name not in SEARCHING]
    together = [tuple(others[at : at + AT_ONCE]) for at in range(0, len(others), AT_ONCE)]
    return [(name,) for name in names if name in SEARCHING] + together


@pytest.mark.external
@pytest.mark.slow
@pytest.mark.parametrize(("path", "names"), ADDRESSES, ids=lambda value: str(value)[:30])
def test_no_parameter_crashes_a_read(path, names, strings):
    make_published("Harbour", slug="harbour", tags=[str(make_tag("Energy").id)])
    client = Client(raise_request_exception=False)
    for some in asked(names):
        for text in strings:
            query = dict.fromkeys(some, text.encode("utf-8", "surrogatepass"))
            answer = client.get(path, query)
            assert answer.status_code in (200, 400, 404), (some, text, answer.content[:300])
            if answer.status_code != 200:
                assert answer.json()["detail"]


@pytest.mark.external
@pytest.mark.slow
def test_no_path_crashes_a_read(strings):
    client = Client(raise_request_exception=False)
    for text in strings:
        key = "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))
        for path in ("articles/{}/", "articles/{}/related/", "tags/{}/", "images/{}/"):
            answer = client.get(f"/api/v1/{path.format(key)}")
            assert answer.status_code in (200, 301, 400, 404), (path, text)
