"""Sources and the newsroom's page in the admin."""

import pytest
from django.urls import reverse

from articles.models import Newsroom, Source
from tests.articles.admin.pages import errors_of, messages_of, sent_by
from tests.articles.builders import citation_of, make_draft, make_image, make_source

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/source/add/"
NEWSROOM = "/admin/articles/newsroom/1/change/"


def send(browser, page: str, form: str = "source_form", **changes):
    return browser.post(page, sent_by(browser.get(page), form, **changes), follow=True)


def test_a_source_is_added_changed_and_sent_back_untouched(boss):
    send(boss, ADD, name="Reuters", kind="agency", homepage="https://reuters.example/")
    source = Source.objects.get()
    assert (source.slug, source.kind) == ("reuters", "agency")
    page = reverse("admin:articles_source_change", args=[source.pk])
    send(boss, page, name="Reuters News")
    send(boss, page)
    source.refresh_from_db()
    assert (source.name, source.version) == ("Reuters News", 2)


def test_what_is_refused_is_shown_at_its_fields(boss):
    answer = send(boss, ADD, name=" ", homepage="javascript:x", slug="A B")
    assert {"name", "homepage", "slug"} <= set(errors_of(answer))
    assert not Source.objects.exists()


def test_a_cited_source_is_not_deleted(boss):
    source = make_source()
    make_draft(citations=[citation_of(source)])
    page = reverse("admin:articles_source_delete", args=[source.pk])
    answer = boss.post(page, follow=True)
    assert "cannot be deleted" in " ".join(messages_of(answer))
    assert Source.objects.exists()


def test_the_list_of_newsrooms_is_its_page(boss):
    answer = boss.get("/admin/articles/newsroom/", follow=True)
    assert answer.redirect_chain == [(NEWSROOM, 302)]


def test_the_newsroom_says_who_it_is(boss):
    image = make_image()
    typed = {"name": "The Post", "logo": str(image.pk), "policies": "Ethics: https://p.example/e"}
    send(boss, NEWSROOM, "newsroom_form", **typed)
    row = Newsroom.objects.get()
    assert (row.name, row.logo) == ("The Post", image)
    assert row.policies == [{"title": "Ethics", "url": "https://p.example/e"}]


def test_a_bad_profile_is_refused(boss):
    typed = {"name": "", "policies": "Ethics: nowhere"}
    assert set(errors_of(send(boss, NEWSROOM, "newsroom_form", **typed))) == {"name", "policies"}
    assert not Newsroom.objects.filter(name="").exists()
