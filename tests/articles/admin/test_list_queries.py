"""Lists in the admin take a fixed number of queries, with a whole newsroom in them."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_newsroom")]


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("/admin/articles/article/", 12),
        ("/admin/media/image/", 9),
        ("/admin/articles/tag/", 9),
        ("/admin/articles/source/", 9),
        ("/admin/articles/schedule/", 9),
        ("/admin/articles/proposal/", 9),
    ],
)
def test_a_list_costs_the_same_queries_however_long_it_is(
    boss, page, most, django_assert_max_num_queries
):
    with django_assert_max_num_queries(most):
        answer = boss.get(page)
    assert answer.status_code == 200
