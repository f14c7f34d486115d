"""No word that only a draft holds reaches a page."""

import pytest

from articles.correcting import correct
from articles.drafts import save_draft
from articles.withdrawing import withdraw
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)
from tests.articles.reader.pages import page_of

pytestmark = pytest.mark.django_db
CANARY = "Xanadu"
PATHS = [
    "/", "/?language=ru", "/articles/harbour-reopens/", "/articles/took-back/", "/articles/xanadu/",
    "/tags/shipping/", "/tags/xanadu/", "/search/?q=harbour",
]  # fmt: skip


def secrets():
    """Return a content with the canary in every field of text and in everything that it refers to."""
    tag = make_tag(CANARY, description=CANARY, names={"ru": CANARY}, synonyms=[f"{CANARY}s"])
    image = make_image(
        title=CANARY, alt={"en": CANARY}, caption={"en": CANARY}, credit=CANARY, creator=CANARY
    )
    fields = (
        "kicker",
        "headline",
        "list_headline",
        "standfirst",
        "byline",
        "seo_title",
        "seo_description",
    )
    return dict.fromkeys(fields, CANARY) | {
        "body": f"<p>{CANARY}</p>",
        "tags": [str(tag.id)],
        "lead_image": use_of(image, alt=CANARY, caption=CANARY),
        "citations": [citation_of(make_source(CANARY), title=CANARY)],
        "canonical_url": f"https://{CANARY}.example/",
    }


@pytest.fixture
def newsroom():
    """A live article with a secret draft after it, a secret draft alone, and one that was taken back."""
    make_draft(**secrets())
    article = make_published(tags=[str(make_tag("Shipping").id)])
    correct(article=article.id, kind="update", text="More follows.", by=None)
    save_draft(article=article.id, changes=secrets(), by=None)
    withdraw(article=make_published("Took back", standfirst=CANARY).id, by=None)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_says_nothing_that_was_not_published(client, newsroom, path):
    assert CANARY not in client.get(path).content.decode()


def test_a_search_for_what_is_hidden_finds_nothing(client, newsroom):
    assert not page_of(client.get("/search/", {"q": CANARY})).css(".item")
