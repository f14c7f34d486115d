"""Rows whose newest version has not reached every document."""

import pytest
from django.db import connection

from articles.models import Source, Tag
from articles.sourcing import rename_source
from media.models import Image
from tests.articles.builders import make_image, make_source, make_tag

pytestmark = pytest.mark.django_db


def test_what_was_just_made_has_reached_every_document():
    make_tag(), make_source(), make_image()
    assert [model.objects.unspread().count() for model in (Tag, Source, Image)] == [0, 0, 0]


def test_what_was_changed_has_not_and_a_stranger_has():
    source = make_source("Orda")
    make_source("Stranger")
    rename_source(source=source.id, name="Orda.kz", by=None)
    assert list(Source.objects.unspread()) == [source]


def test_the_question_is_answered_by_a_tiny_index():
    make_source("Orda")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Source.objects.unspread().explain()
    assert "source_unspread" in plan
