"""`manage.py load_sample_newsroom` on an empty database."""

import pytest
from django.core.management import call_command

from articles.models import Newsroom
from articles.newsroom_settings import describe_newsroom

pytestmark = pytest.mark.django_db


def test_the_command_says_in_one_line_what_it_did_and_keeps_the_newsrooms_name(capsys):
    describe_newsroom(values={"name": "The Steppe Post"}, by=None)
    call_command("load_sample_newsroom")
    call_command("load_sample_newsroom")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Loaded the sample newsroom: 30 articles, 38 tags")
    assert second == "The sample newsroom is here already; nothing was changed."
    assert Newsroom.objects.get().name == "The Steppe Post"
