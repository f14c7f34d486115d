"""Strings that break programs, typed into the page of an article."""

import json

import pytest

from articles.models import Article
from tests.articles.admin.pages import errors_of, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.external, pytest.mark.slow]
ADD = "/admin/articles/article/add/"


def test_every_string_is_stored_as_typed_or_refused_at_its_field(boss, shared):
    strings = json.loads((shared / "data/text/blns.json").read_text())
    page = sent_by(boss.get(ADD))
    for typed in strings[::4]:
        answer = boss.post(ADD, page | {"headline": typed, "standfirst": typed, "body": typed})
        if answer.status_code == 200:
            assert errors_of(answer), typed
        else:
            assert Article.objects.latest("created_at").headline == typed.strip()
