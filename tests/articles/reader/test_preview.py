"""The reader's own preview page: what the preview API answers, and a mark that says so."""

from datetime import timedelta

import pytest

from articles.preview_tokens import token_of
from articles.previewing import make_preview_link, revoke_preview_link
from tests.articles.builders import make_draft, make_image, use_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    draft = make_draft("Not out yet", lead_image=use_of(make_image()))
    return make_preview_link(article=draft.id, lifetime=timedelta(days=1), by=None)


def page_of(link) -> str:
    return f"/preview/{link.article_id}/?token={token_of(link.id)}"


def test_a_draft_is_shown_with_a_mark(client, link):
    answer = client.get(page_of(link))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Not out yet" in shown
    assert "<strong>Preview</strong>" in shown
    assert 'rel="canonical"' not in shown


def test_nobody_keeps_it_and_the_address_is_told_to_nobody(client, link):
    answer = client.get(page_of(link))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_a_page_of_the_public_has_no_mark(client, link):
    assert "preview-mark" not in client.get("/").content.decode()


def test_a_link_that_is_revoked_says_what_to_do(client, link):
    revoke_preview_link(link=link.id, article=link.article_id)
    answer = client.get(page_of(link))
    assert answer.status_code == 401
    assert "Ask the newsroom for a new one" in answer.content.decode()
    assert "Not out yet" not in answer.content.decode()


def test_without_a_token_nothing_is_shown(client, link):
    assert client.get(f"/preview/{link.article_id}/").status_code == 401
