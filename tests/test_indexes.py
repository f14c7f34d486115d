"""Every foreign key is found by one index, and the database has all that the models promise."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

OURS = [
    model
    for app in apps.get_app_configs()
    if app.name.partition(".")[0] in {"articles", "media", "cms"}
    for model in app.get_models()
    if not model._meta.proxy
]
KEYS = [
    field
    for model in OURS
    for field in model._meta.local_fields
    if field.is_relation and not field.unique
]


def leading(model: type[models.Model]) -> set[str]:
    """Return the fields that an index or constraint over all rows begins with."""
    unique = [one.fields[0] for one in model._meta.total_unique_constraints]
    whole = [one for one in model._meta.indexes if one.fields and one.condition is None]
    return {*unique, *(one.fields[0].lstrip("-") for one in whole)}


def named(model: type[models.Model]) -> set[str]:
    return {one.name for one in (*model._meta.indexes, *model._meta.constraints)}


def in_database(model: type[models.Model]) -> dict[str, dict[str, Any]]:
    """Return what the database knows of the table's indexes and constraints, by their names."""
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, model._meta.db_table)


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_foreign_key_has_an_index_of_its_own_exactly_where_no_other_begins_with_it(key):
    assert key.db_index is (key.name not in leading(key.model))


@pytest.mark.django_db
def test_no_index_of_its_own_is_left_in_the_database():
    left = [
        name
        for key in KEYS
        for name, one in in_database(key.model).items()
        if one["index"] and one["columns"] == [key.column] and name not in named(key.model)
        if not key.db_index
    ]
    assert left == []


@pytest.mark.django_db
def test_every_index_and_constraint_of_a_model_is_in_the_database():
    # Django drops partial unique constraints with a foreign key's index: `0012_one_index_is_enough` says more.
    assert {model: named(model) - in_database(model).keys() for model in OURS} == {
        model: set() for model in OURS
    }
