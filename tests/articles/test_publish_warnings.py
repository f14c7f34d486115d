"""What deserves a second look before an article goes out, and hinders nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.publish_warnings import publish_warnings
from articles.publishing import publish
from cms.http.problem import NotFound
from tests.articles.builders import make_draft, make_image, use_of

pytestmark = pytest.mark.django_db


def warned(**changes) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in publish_warnings(make_draft(**changes))]


def test_an_ordinary_article_is_warned_of_nothing(django_assert_max_num_queries):
    article = make_draft(lead_image=use_of(make_image()))
    with django_assert_max_num_queries(2):
        assert publish_warnings(article) == []


def test_a_credit_line_that_contradicts_the_field_warns_and_does_not_hinder():
    image = make_image(credit="Image: Midjourney", digital_source_type="digitalCapture")
    article = make_draft(lead_image=use_of(image))
    [warning] = publish_warnings(article)
    assert (warning.field, warning.code) == ("lead_image", "credit_contradicts")
    assert "“Image: Midjourney” says that AI made it (Midjourney)" in warning.message
    assert publish(article=article.id, by=None).number == 1


def test_an_agency_under_an_ai_image_warns():
    image = make_image(credit="Image: Reuters", digital_source_type="trainedAlgorithmicMedia")
    body = f'<figure data-image-id="{image.id}"></figure><p>Text</p>'
    assert warned(body=body) == [("body", "credit_contradicts")]


@pytest.mark.parametrize(
    ("days", "codes"), [(5, ["rights_expire_soon"]), (31, []), (-1, ["rights_expired"])]
)
def test_rights_that_expire_soon_or_have_expired_warn(days, codes):
    image = make_image(rights_expire_at=timezone.now() + timedelta(days=days))
    assert [code for _field, code in warned(lead_image=use_of(image))] == codes


def test_an_earlier_revision_is_warned_of_what_it_shows():
    image = make_image(credit="Image: Midjourney", digital_source_type="digitalCapture")
    article = make_draft(lead_image=use_of(image))
    assert publish_warnings(article, revision=1)
    with pytest.raises(NotFound):
        publish_warnings(article, revision=2)
