"""What somebody finds in the admin: their own, their sections', everything."""

import pytest
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from articles.drafts import save_draft
from cms.access.models import User
from tests.articles.admin.pages import text_of
from tests.articles.builders import make_draft, make_published, make_tag
from tests.articles.people import person

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def browser(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def test_an_author_finds_their_own_and_nobody_elses():
    ada = person("ada", "Authors")
    other = make_draft("By somebody else")
    own = save_draft(changes={"headline": "By Ada", "language": "en"}, by=ada).article
    shown = text_of(browser(ada).get(LIST))
    assert "By Ada" in shown
    assert "By somebody else" not in shown
    for article, status in ((own, 200), (other, 404)):
        page = reverse("admin:articles_article_change", args=[article.pk])
        assert browser(ada).get(page).status_code == status, article


def test_an_author_may_pin_what_is_live_and_finds_no_draft_of_others():
    make_published("Live by others")
    make_draft("Draft by others")
    asked = {
        "app_label": "articles",
        "model_name": "pin",
        "field_name": "related",
        "term": "others",
    }
    found = browser(person("ada", "Authors")).get("/admin/autocomplete/", asked).json()
    assert [one["text"] for one in found["results"]] == ["Live by others"]


def test_a_section_editor_finds_their_sections():
    sport, city = make_tag("Sport", "section"), make_tag("City", "section")
    for section in (sport, city):
        make_draft(f"Of {section.name}", section=str(section.id), tags=[str(section.id)])
    shown = text_of(browser(person("cleo", "Section editors", (sport.id,))).get(LIST))
    assert "Of Sport" in shown
    assert "Of City" not in shown


def test_a_publisher_finds_everything():
    make_draft("Of nobody")
    assert "Of nobody" in text_of(browser(person("dina", "Publishers")).get(LIST))


def test_sections_are_given_on_a_persons_page(boss):
    city = make_tag("City", "section")
    port = make_tag("Port", "section", parent=city.id)
    cleo = person("cleo", "Section editors")
    page = reverse("admin:access_user_change", args=[cleo.pk])
    with zeal_ignore():  # Django's page reads the person whom it shows after the one who looks.
        shown = text_of(boss.get(page))
    assert "City › Port" in shown
    sent = {
        "username": "cleo", "is_active": "on", "sections": [str(port.id)],
        "date_joined_0": "2026-03-01", "date_joined_1": "06:00:00",
    }  # fmt: skip
    with zeal_ignore():
        assert boss.post(page, sent).status_code == 302
    cleo.refresh_from_db()
    assert cleo.sections == [str(port.id)]
