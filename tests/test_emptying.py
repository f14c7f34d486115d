"""After a test that commits, the next one finds what migrating left and nothing else."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase

from cms.changes.models import FeedState
from tests.articles.builders import make_published, make_tag
from tests.emptying import MAKERS

pytestmark = pytest.mark.django_db(transaction=True)


def empty() -> None:
    TransactionTestCase("__init__")._fixture_teardown()


def filled() -> set[str]:
    """Return the tables that hold rows."""
    with connection.cursor() as cursor:
        counted = {}
        for name in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            counted[name] = cursor.fetchone()[0]
    return {name for name, count in counted.items() if count}


LEFT = {"auth_permission", "django_content_type", FeedState._meta.db_table}


def test_nothing_is_left_but_what_migrating_makes(django_user_model):
    empty()
    desk = Group.objects.create(name="Desk")
    desk.permissions.set(Permission.objects.all()[:3])
    django_user_model.objects.create_superuser("editor").groups.add(desk)
    make_published(tags=[str(make_tag("Harbour", parent=str(make_tag("Coast").id)).id)])
    permissions = {*Permission.objects.values_list("id", "codename")}
    assert len(filled()) > len(LEFT) + 8
    empty()
    assert filled() == LEFT
    assert {*Permission.objects.values_list("id", "codename")} == permissions
    assert not FeedState.objects.get().last_seq


def test_a_test_that_changed_what_is_kept_is_cleared_up_after_too():
    gone = Permission.objects.get(codename="add_article")
    gone.delete()
    Permission.objects.create(codename="more", content_type=gone.content_type)
    ContentType.objects.create(app_label="articles", model="more")
    empty()
    assert Permission.objects.filter(codename="add_article").exists()
    assert not Permission.objects.filter(codename="more").exists()
    assert not ContentType.objects.filter(model="more").exists()
    kept = {*Permission.objects.values_list("id")}
    empty()
    assert {*Permission.objects.values_list("id")} == kept


def test_migrating_makes_permissions_after_it_as_before():
    empty()
    receivers = {reference() for _, reference, *_ in post_migrate.receivers}
    assert {*MAKERS} <= receivers
