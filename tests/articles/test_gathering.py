"""What a publication reads stays as it is until it is done, and nobody waits for it in a ring."""

import threading
import time

import pytest
from django.db import connection, transaction

from articles.models import Tag, TagEntry
from articles.publishing import publish
from articles.vocabulary import locked_tag, save_tag
from tests.articles.builders import live, make_draft, make_tag
from tests.racing import failures, race

PATIENCE_SECONDS = 30


def until_somebody_waits() -> None:
    """Return once a transaction waits for a lock that another one holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            # A transaction would look at what it saw first again and again.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity"
                " WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone():
                return
            time.sleep(0.01)
    raise TimeoutError("Nobody waits for a lock.")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_publication_whose_tag_is_moved_holds_no_tag_while_it_asks_for_the_new_parent():
    parent, tag = sorted([make_tag("One"), make_tag("Other")], key=lambda one: one.id)
    draft = make_draft(tags=[str(tag.id)])
    is_held, is_moving, is_moved = threading.Event(), threading.Event(), threading.Event()

    def move() -> None:
        is_held.wait(PATIENCE_SECONDS)
        with transaction.atomic():
            save_tag(tag=tag.id, values={"parent": str(parent.id)}, by=None)
            is_moving.set()
            until_somebody_waits()  # The publication, for the tag.
        is_moved.set()

    def hold_the_parent_then_the_tag() -> None:
        with transaction.atomic():
            # As an update holds it: the tag may still be moved below it.
            Tag.objects.select_for_update(no_key=True).get(id=parent.id)
            is_held.set()
            is_moved.wait(PATIENCE_SECONDS)
            until_somebody_waits()  # The publication, for the parent.
            locked_tag(tag.id)

    def go_out() -> None:
        is_moving.wait(PATIENCE_SECONDS)
        publish(article=draft.id, by=None)

    assert failures(race(move, hold_the_parent_then_the_tag, go_out)) == []
    listed = TagEntry.objects.filter(edition=live(draft)).values_list("tag", "is_own")
    assert {*listed} == {(tag.id, True), (parent.id, False)}
