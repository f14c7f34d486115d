"""`manage.py load_sample_newsroom` on an empty database, and on one that is not empty."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Edition, Newsroom, Tag
from articles.newsroom_settings import describe_newsroom
from articles.sample_newsroom.loading import load_sample_newsroom
from media.models import Image

pytestmark = pytest.mark.django_db


def test_tags_sources_and_images_that_are_left_are_used_again():
    load_sample_newsroom(now=timezone.now())
    things = (Tag.objects.count(), Image.objects.count())
    Edition.objects.update(replaced_by=None)
    Edition.objects.all().delete()
    Article.objects.filter(external_source="sample").delete()
    assert load_sample_newsroom(now=timezone.now()).is_new
    assert (Tag.objects.count(), Image.objects.count()) == things


def test_a_newsroom_that_has_a_name_keeps_it():
    describe_newsroom(values={"name": "The Steppe Post"}, by=None)
    load_sample_newsroom(now=timezone.now())
    assert Newsroom.objects.get().name == "The Steppe Post"


def test_the_command_says_in_one_line_what_it_did(capsys):
    call_command("load_sample_newsroom")
    call_command("load_sample_newsroom")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Loaded the sample newsroom: 30 articles, 38 tags")
    assert second == "The sample newsroom is here already; nothing was changed."
