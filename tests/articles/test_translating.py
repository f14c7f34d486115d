"""The verb that ties translations."""

import pytest

from articles.drafts import save_draft
from articles.models import TranslationGroup
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.translating import TieRefused, leave_translations, tie_translations
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from tests.articles.builders import make_draft

pytestmark = pytest.mark.django_db


def test_two_articles_share_a_group_afterwards():
    english, russian = make_draft("Lake"), make_draft("Озеро", language="ru")
    group = tie_translations(article=english.pk, other=russian.pk, by=None)
    assert set(group.articles.all()) == {english, russian}


def test_a_third_joins_the_group_of_the_second():
    english, russian = make_draft("Lake"), make_draft("Озеро", language="ru")
    kazakh = make_draft("Көл", language="kk")
    group = tie_translations(article=english.pk, other=russian.pk, by=None)
    assert tie_translations(article=kazakh.pk, other=russian.pk, by=None) == group
    assert group.articles.count() == 3


def test_tying_again_changes_nothing():
    english, russian = make_draft("Lake"), make_draft("Озеро", language="ru")
    tie_translations(article=english.pk, other=russian.pk, by=None)
    tie_translations(article=russian.pk, other=english.pk, by=None)
    english.refresh_from_db()
    assert (english.revision, TranslationGroup.objects.count()) == (2, 1)


def test_an_article_is_no_translation_of_itself():
    article = make_draft()
    with pytest.raises(TieRefused, match="Choose another article"):
        tie_translations(article=article.pk, other=article.pk, by=None)


def test_two_articles_in_one_language_are_refused():
    with pytest.raises(TieRefused, match="in this language"):
        tie_translations(article=make_draft("A").pk, other=make_draft("B").pk, by=None)
    assert not TranslationGroup.objects.exists()


def test_two_groups_are_not_mixed():
    groups = [TranslationGroup.objects.create(), TranslationGroup.objects.create()]
    pair = [make_draft("A"), make_draft("Б", language="ru")]
    for row, group in zip(pair, groups, strict=True):
        save_draft(article=row.pk, changes={"translation_group": str(group.pk)}, by=None)
    with pytest.raises(TieRefused, match="other translations already"):
        tie_translations(article=pair[0].pk, other=pair[1].pk, by=None)


def test_an_article_that_is_not_there_says_so():
    with pytest.raises(NotFound):
        tie_translations(article=make_draft().pk, other=uuid7(), by=None)


def test_one_leaves_and_the_others_stay_tied():
    english, russian = make_draft("Lake"), make_draft("Озеро", language="ru")
    kazakh = make_draft("Көл", language="kk")
    group = tie_translations(article=english.pk, other=russian.pk, by=None)
    tie_translations(article=kazakh.pk, other=english.pk, by=None)
    leave_translations(article=russian.pk, by=None)
    assert set(group.articles.all()) == {english, kazakh}


def test_readers_see_that_it_left_once_it_is_published_again(client):
    english, russian = make_draft("Lake"), make_draft("Озеро", language="ru")
    tie_translations(article=english.pk, other=russian.pk, by=None)
    for article in (english, russian):
        publish(article=article.pk, by=None)
    rebuild_due()
    leave_translations(article=russian.pk, by=None)
    rebuild_due()
    assert [len(translations(client, one)) for one in (english, russian)] == [1, 1]
    publish(article=russian.pk, by=None)
    rebuild_due()
    assert [translations(client, one) for one in (english, russian)] == [[], []]


def test_who_is_in_no_group_cannot_leave_one():
    with pytest.raises(TieRefused, match="tied to no translation"):
        leave_translations(article=make_draft().pk, by=None)
    with pytest.raises(NotFound):
        leave_translations(article=uuid7(), by=None)


def translations(client, article):
    return client.get(f"/api/v1/articles/{article.pk}/").json()["translations"]
