"""Who sees what: the rule, the lists and the doors, held against a table that was written by hand."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from zeal import zeal_ignore

from articles.models import Article
from articles.preview_tokens import token_of
from articles.previewing import LIFETIMES, make_preview_link
from articles.visibility import visible, working_copies, working_images
from cms.access.visibility import Sight
from media.models import Image
from tests.articles.sight import LETTERS, ORACLE, ROLES, STATES, Newsroom, Somebody, Thing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[tuple[Newsroom, list[Thing]]]:
    """Make it once for all roles, inside a transaction that is taken back at their end."""
    with django_db_blocker.unblock(), transaction.atomic():
        room = Newsroom()
        yield room, [make(room) for make in STATES]
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ORACLE)
def test_everybody_sees_what_the_table_says(scene, role):
    room, things = scene
    caller = ROLES[role](room).caller
    assert "".join(LETTERS[visible(caller, thing)] for thing in things) == ORACLE[role]


@pytest.mark.parametrize("role", ORACLE)
def test_the_lists_hold_what_the_rule_says_and_nothing_else(scene, role):
    caller = ROLES[role](scene[0]).caller
    seen = {row for row in Article.objects.all() if visible(caller, row) is Sight.WORKING}
    assert set(working_copies(caller)) == seen
    pictures = {row for row in Image.objects.all() if visible(caller, row) is Sight.WORKING}
    assert set(working_images(caller)) == pictures


def test_the_table_has_a_row_for_every_role():
    assert ROLES.keys() == ORACLE.keys()


# --- The doors: what each letter of the table answers ---

KEYS = [role for role in ORACLE if "key" in role]
REFUSED = {"revoked key", "expired key"}


def articles_of(scene: tuple[Newsroom, list[Thing]], role: str) -> Iterator[tuple[str, str]]:
    """Yield the letter of the table and the id of every article."""
    room, things = scene
    for letter, thing in zip(ORACLE[role], things, strict=True):
        if not isinstance(thing, Image):
            yield letter, str(thing.pk if thing else room.gone)


@pytest.mark.parametrize("role", KEYS)
def test_the_manage_and_preview_apis_show_a_key_what_the_table_says(scene, role):
    key = Client(headers=ROLES[role](scene[0]).headers)
    refusal = 401 if role in REFUSED else 403 if "published-only" in role else 404
    for letter, article in articles_of(scene, role):
        manage = f"manage/articles/{article}/"
        for path in (
            manage,
            f"{manage}citations/",
            f"{manage}pins/",
            f"preview/articles/{article}/",
        ):
            wanted = 200 if letter == "W" else refusal
            assert key.get(f"/api/v1/{path}").status_code == wanted, (letter, path)


@pytest.mark.parametrize("role", ["anonymous", *KEYS])
def test_the_public_api_shows_everybody_the_same_and_a_bad_key_nothing(scene, role):
    client = Client(headers=ROLES[role](scene[0]).headers)
    public = {"P": 200, "G": 410, "-": 404}
    for letter, article in articles_of(scene, "anonymous"):
        wanted = 401 if role in REFUSED else public[letter]
        assert client.get(f"/api/v1/articles/{article}/").status_code == wanted, letter


@pytest.mark.parametrize("role", ["anonymous", *KEYS])
def test_the_feed_names_nothing_that_never_was_public(scene, role):
    answer = Client(headers=ROLES[role](scene[0]).headers).get("/api/v1/changes/?limit=100")
    assert answer.status_code == (401 if role in REFUSED else 200)
    for letter, article in articles_of(scene, "anonymous"):
        assert letter != "-" or article not in answer.content.decode()


@pytest.mark.parametrize("role", [role for role in ORACLE if role not in {"anonymous", *KEYS}])
def test_the_admin_and_links_show_a_person_what_the_table_says(scene, role):
    somebody = ROLES[role](scene[0])
    browser = Client()
    browser.force_login(somebody.user)
    has_desk = somebody.user.is_active and somebody.user.is_staff
    for letter, article in articles_of(scene, role):
        with zeal_ignore():
            page = browser.get(f"/admin/articles/article/{article}/change/")
        wanted = (200 if letter == "W" else 404) if has_desk else 302
        assert page.status_code == wanted, letter
        # What was killed leaves previews, whoever made the link.
        is_shown = letter == "W" and not is_killed(scene, article)
        assert opened(somebody, article) == is_shown, letter


def opened(somebody: Somebody, article: str) -> bool:
    """Say whether a link that somebody made shows an article; there is none to what is not there."""
    row = Article.objects.filter(pk=article).first()
    if row is None:
        return False
    link = make_preview_link(article=row.pk, lifetime=LIFETIMES["a day"], by=somebody.user)
    answer = Client().get(f"/api/v1/preview/articles/{article}/?token={token_of(link.pk)}")
    assert answer.status_code in {200, 401}
    return answer.status_code == 200


def is_killed(scene: tuple[Newsroom, list[Thing]], article: str) -> bool:
    return str(scene[1][-1].pk) == article
