import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from cms.access.models import User


def _person(name: str, **values) -> User:
    return User.objects.create_user(name, password="a-password-for-tests", **values)


@pytest.fixture
def boss(db, client) -> Client:
    """Return a browser in which a superuser is logged in."""
    client.force_login(_person("boss", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def writer(db) -> Client:
    """Return a browser of an editor who may do everything but decide what the public reads."""
    person = _person("writer", is_staff=True, first_name="Vera", last_name="Lind")
    allowed = Permission.objects.filter(content_type__app_label__in=["articles", "media"])
    barred = ["publish_article", "delete_image"]
    person.user_permissions.set(allowed.exclude(codename__in=barred))
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def viewer(db) -> Client:
    """Return a browser of somebody who may only look."""
    person = _person("viewer", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    browser = Client()
    browser.force_login(person)
    return browser
