"""Strings that break programs, typed into every text field of every form of the newsroom."""

import json

import pytest

from articles.models import Article
from tests.articles.admin.pages import errors_of, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.external, pytest.mark.slow]
FORMS = {
    "articles/article": (
        "kicker", "list_headline", "standfirst", "byline", "body", "slug", "seo_title", "seo_description",
        "canonical_url", "external_source", "external_id",
    ),
    "articles/tag": ("name", "synonyms", "description", "slug", "external_ids"),
    "articles/source": ("name", "homepage", "slug", "external_source", "external_id"),
    "media/image": (
        "title", "credit", "creator", "copyright", "licence", "usage_terms", "ai_system", "external_source",
        "external_id",
    ),
}  # fmt: skip


@pytest.fixture
def strings(shared) -> list[str]:
    return json.loads((shared / "data/text/blns.json").read_text())


def test_every_string_is_stored_as_typed_or_refused_at_its_field(boss, strings):
    page = sent_by(boss.get("/admin/articles/article/add/"))
    for typed in strings[::4]:  # The verb's own tests give it all of them.
        answer = boss.post(
            "/admin/articles/article/add/", page | {"headline": typed, "standfirst": typed}
        )
        if answer.status_code == 200:
            assert errors_of(answer), typed
        else:
            assert Article.objects.latest("created_at").headline == typed.strip()


@pytest.mark.parametrize("form", FORMS)
def test_every_string_in_every_form_is_stored_or_refused(boss, strings, form):
    """Each post types as many strings as there are fields; after the last one each string was in some field."""
    address, fields = f"/admin/{form}/add/", FORMS[form]
    page = sent_by(boss.get(address), form.partition("/")[2] + "_form")
    assert set(fields) <= set(page)
    for start in range(0, len(strings), len(fields)):
        some = strings[start : start + len(fields)]
        answer = boss.post(address, page | dict(zip(fields, some, strict=False)))
        assert answer.status_code == 302 or errors_of(answer), some
