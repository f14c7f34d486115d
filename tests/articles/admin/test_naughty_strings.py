"""Strings that break programs, typed into every text field of every form of the newsroom."""

import pytest

from articles.models import Article
from tests.articles.admin.pages import errors_of, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.external, pytest.mark.slow]
TEXTS = ("kicker", "headline", "standfirst", "byline", "seo_title", "seo_description", "reason")
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
def strings(naughty_strings) -> list[str]:
    return naughty_strings


def test_every_string_is_stored_as_typed_or_refused_at_its_field(boss, strings):
    """Each post types another string into each field; what was refused is left out of the next one."""
    address = "/admin/articles/article/add/"
    page = sent_by(boss.get(address)) | {"headline": "Harbour"}
    for start in range(0, len(strings), len(TEXTS)):
        typed = dict(zip(TEXTS, strings[start:], strict=False))
        answer = boss.post(address, page | typed)
        if answer.status_code == 200:
            refused = errors_of(answer).keys()
            assert refused <= typed.keys()
            assert refused
            typed = {name: text for name, text in typed.items() if name not in refused}
            assert boss.post(address, page | typed).status_code == 302, typed
        stored = Article.objects.latest("created_at")
        said = {"reason": stored.revisions.latest("number").reason}
        kept = {name: said.get(name, getattr(stored, name, None)) for name in typed}
        assert kept == {name: text.strip() for name, text in typed.items()}


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
