"""The groups that come with an installation."""

import itertools

import pytest
from django.contrib.auth.models import Group, Permission

pytestmark = pytest.mark.django_db
NAMES = ["Authors", "Section editors", "Publishers", "Administrators"]


def allowed(name: str) -> set[str]:
    found = Permission.objects.filter(group__name=name).select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}" for one in found}


def test_each_group_may_do_what_the_one_before_may_and_more():
    steps = [allowed(name) for name in NAMES]
    for lesser, greater in itertools.pairwise(steps):
        assert lesser < greater


def test_what_each_group_is_the_first_to_be_allowed():
    firsts = {
        "articles.change_article": 0, "articles.publish_article": 1,
        "articles.view_section_articles": 1, "articles.view_every_article": 2,
        "articles.change_newsroom": 2, "media.delete_image": 2, "articles.view_killed_article": 3,
        "access.add_apikey": 3, "access.view_auditline": 3, "access.change_user": 3,
    }  # fmt: skip
    found = {
        permission: next(place for place, name in enumerate(NAMES) if permission in allowed(name))
        for permission in firsts
    }
    assert found == firsts


def test_permissions_that_the_groups_needed_early_are_the_ones_that_everybody_uses():
    pairs = Permission.objects.values_list("content_type", "codename")
    assert len(pairs) == len(set(pairs))
    assert Permission.objects.get(codename="change_apikey").name == "Can change API key"
    assert Group.objects.filter(name__in=NAMES).count() == len(NAMES)
