"""`describe_newsroom` changes the one row, or refuses with every problem."""

import pytest

from articles.models import Newsroom
from articles.newsroom_settings import describe_newsroom
from articles.vocabulary_checks import VocabularyRefused

pytestmark = pytest.mark.django_db
POLICY = {"title": "Corrections", "url": "https://steppe-post.example/corrections"}


def test_it_makes_the_row_and_changes_only_what_is_given():
    describe_newsroom(values={"name": "The Steppe Post", "policies": [POLICY]}, by=None)
    describe_newsroom(values={"description": "News from the steppe"}, by=None)
    row = Newsroom.objects.get()
    assert (row.name, row.description, row.policies) == (
        "The Steppe Post",
        "News from the steppe",
        [POLICY],
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"motto": "All of it"}, "motto"),
        ({"policies": {}}, "policies"),
        ({"policies": ["Corrections"]}, "policies.0"),
        ({"policies": [{"title": "Corrections"}]}, "policies.0"),
        ({"policies": [POLICY | {"url": "javascript:alert(1)"}]}, "policies.0.url"),
        ({"policies": [POLICY | {"title": 7}]}, "policies.0.title"),
    ],
)
def test_what_cannot_be_stored_is_refused(values, field):
    with pytest.raises(VocabularyRefused) as refused:
        describe_newsroom(values=values, by=None)
    assert field in {error.field for error in refused.value.errors}
    assert not Newsroom.objects.exists()
