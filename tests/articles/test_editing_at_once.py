"""Eight editors of one article lose no edit: who is late hears so, reads again and repeats (TRUST, claim 10)."""

import pytest

from articles.draft_locks import StaleRevision
from articles.drafts import save_draft
from articles.models import Article, Revision
from articles.revisions import current_content
from tests.articles.builders import make_draft
from tests.racing import failures, race

pytestmark = pytest.mark.django_db(transaction=True)

EDITORS, EDITS = 8, 5


def edit(article: Article, editor: int) -> int:
    """Add words to the standfirst, each as often as it takes; return how often somebody was faster."""
    late = 0
    for number in range(EDITS):
        while True:
            row = Article.objects.get(id=article.id)
            words = [*current_content(row)["standfirst"].split(), f"e{editor}n{number}"]
            try:
                save_draft(
                    article=article.id,
                    changes={"standfirst": " ".join(words)},
                    by=None,
                    expected_revision=row.revision,
                )
                break
            except StaleRevision:
                late += 1
    return late


def test_every_edit_of_eight_editors_is_there_at_the_end():
    article = make_draft()
    results = race(*(lambda e=editor: edit(article, e) for editor in range(EDITORS)))
    assert failures(results) == []
    article.refresh_from_db()
    words = current_content(article)["standfirst"].split()
    assert sorted(words) == sorted(f"e{e}n{n}" for e in range(EDITORS) for n in range(EDITS))
    assert article.revision == 1 + EDITORS * EDITS
    assert article.standfirst == current_content(article)["standfirst"]


def test_of_eight_who_save_the_same_revision_one_is_heard():
    article = make_draft()
    results = race(
        *(
            lambda e=editor: save_draft(
                article=article.id,
                changes={"headline": f"Of {e}"},
                by=None,
                expected_revision=1,
            )
            for editor in range(EDITORS)
        )
    )
    assert [type(one) for one in failures(results)] == [StaleRevision] * (EDITORS - 1)
    assert list(Revision.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
