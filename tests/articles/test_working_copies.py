"""What the oracle's table of who sees what does not show: merges, people without sections, refusals."""

import pytest

from articles.drafts import delete_draft, save_draft
from articles.merging import merge_tags
from articles.models import Article
from articles.visibility import visible, working_copies, working_copy
from cms.access.callers import ANONYMOUS, caller_for_user
from cms.access.visibility import Sight
from cms.http.problem import NotFound
from tests.articles.builders import make_draft, make_published, make_tag
from tests.articles.people import key, person

pytestmark = pytest.mark.django_db


def test_an_author_sees_what_they_are_responsible_for_or_have_saved():
    ben = person("ben", "Authors")
    given, saved, other = make_draft("Given"), make_draft("Saved"), make_draft("Other")
    Article.objects.filter(pk=given.pk).update(responsible=ben)
    save_draft(article=saved.id, changes={"kicker": "Port"}, by=ben)
    assert set(working_copies(caller_for_user(ben))) == {given, saved}
    assert visible(caller_for_user(ben), other) is Sight.NOTHING


def test_a_section_that_was_merged_is_the_one_that_took_its_place():
    sport, games = make_tag("Sport", "section"), make_tag("Games", "section")
    caller = key("drafts:read", sections=["sport"])
    article = make_draft(section=str(games.id), tags=[str(games.id)])
    assert visible(caller, article) is Sight.NOTHING
    merge_tags(loser=sport.id, winner=games.id, by=None)
    assert visible(caller, article) is Sight.WORKING
    assert list(working_copies(caller)) == [article]


def test_a_section_editor_without_sections_sees_their_own_alone():
    cleo = person("cleo", "Section editors")
    make_draft("Stranger")
    own = save_draft(changes={"language": "en"}, by=cleo).article
    assert list(working_copies(caller_for_user(cleo))) == [own]


def test_an_article_without_a_section_lies_in_no_section():
    make_draft()
    assert not working_copies(key("drafts:read", sections=[make_tag("Sport", "section").slug]))


def test_hidden_and_absent_are_refused_alike():
    hidden, public = make_draft(), make_published()
    gone = make_draft()
    delete_draft(article=gone.id)
    said = set()
    for article in (hidden, public, gone):
        with pytest.raises(NotFound) as refused:
            working_copy(ANONYMOUS, article.id)
        said.add(refused.value.detail)
    assert len(said) == 1


def test_a_list_of_everything_costs_one_query(django_assert_num_queries):
    make_draft()
    caller = key("drafts:read")
    with django_assert_num_queries(1):
        assert len(working_copies(caller)) == 1
