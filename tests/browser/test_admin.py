"""The editors' desk, in a real browser: writing, choosing pictures, marking sources, publishing."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from articles.models import Article, Edition, Proposal, Tag
from cms.webhooks.testing import send_test
from media.models import Image
from tests.articles.builders import make_draft, make_held, make_image, make_source, make_tag
from tests.hooks import kill, make_hook, plan

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTRAST = Path(__file__).with_name("contrast.js").read_text()
OUTSIDE = """[...document.querySelectorAll('#result_list .badge')].filter(
  (badge) => badge.getBoundingClientRect().right > badge.closest('td, th').getBoundingClientRect().right
).length"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
EDITOR = ".ProseMirror[contenteditable=true]"
ADD = "/admin/articles/article/add/"


def pages(newsroom: dict[str, str]) -> dict[str, str]:
    """Return the admin's most telling pages with the sample newsroom in it, by name."""
    article = Article.objects.get(external_id="ice-road.en").pk
    draft = Article.objects.filter(editions=None).first()
    image = Image.objects.filter(ai_system__gt="", is_public=True).first()
    tag = Tag.objects.filter(children__isnull=False).first()
    tried = send_test(endpoint=make_hook("http://localhost:9999/").endpoint.pk)
    kill()
    plan()
    return {
        "index": "/admin/",
        "articles": "/admin/articles/article/",
        "article": f"/admin/articles/article/{article}/change/",
        "article-draft": f"/admin/articles/article/{draft.pk}/change/",
        "article-new": ADD,
        "article-withdraw": f"/admin/articles/article/{article}/withdraw/",
        "article-schedule": f"/admin/articles/article/{article}/schedule/",
        "article-revisions": f"/admin/articles/article/{article}/revisions/",
        "images": "/admin/media/image/",
        "image": f"/admin/media/image/{image.pk}/change/",
        "tags": "/admin/articles/tag/",
        "tag": f"/admin/articles/tag/{tag.pk}/change/",
        "sources": "/admin/articles/source/",
        "newsroom": "/admin/articles/newsroom/1/change/",
        "schedules": "/admin/articles/schedule/",
        "held-pushes": "/admin/articles/proposal/",
        "held-push": f"/admin/articles/proposal/{held_push().pk}/change/",
        "users": "/admin/access/user/",
        "webhooks": "/admin/webhooks/endpoint/",
        "webhook": f"/admin/webhooks/endpoint/{tried.delivery.endpoint_id}/change/",
        "webhook-delivery": f"/admin/webhooks/delivery/{tried.delivery_id}/change/",
        "webhook-secret": f"/admin/webhooks/endpoint/{tried.delivery.endpoint_id}/rotate/",
        "kills": "/admin/webhooks/kill/",
    }


def held_push() -> Proposal:
    """Return a push of another newsroom's article that an editor of ours has changed since."""
    article = Article.objects.get(external_id="ice-road.en")
    return make_held(
        article,
        headline=f"{article.headline} by Friday",
        kicker="Winter roads",
        body=article.body.replace("the", "this", 3).replace("<p>", "<p>Corrected: ", 1),
        tags=[str(make_tag("Winter roads").pk)],
        lead_image=None,
    )


def choose(page: Page, row: str, term: str) -> None:
    """Choose by typing in an autocomplete."""
    page.locator(f"{row} .select2-selection").first.click()
    page.locator(".select2-search__field").fill(term)
    page.locator(".select2-results__option", has_text=term).first.click()


def insert_picture(page: Page, caption: str) -> None:
    """Insert the library's first picture at the cursor."""
    with page.expect_popup() as opened:
        page.click("button[data-name=imageFigure]")
    opened.value.locator("#result_list a[data-popup-opener]").first.click()
    page.locator("dialog textarea").nth(1).fill(caption)
    page.click("dialog button[type=submit]")
    page.locator(f"{EDITOR} figure.library-image img").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_article_is_written_with_a_picture_and_a_source_and_published(editor, scheme):
    image, source = make_image(title="Pier"), make_source("Orda")
    make_tag("World", "section")
    desk = editor(color_scheme=scheme)
    page = desk.open(ADD)
    page.fill("[name=headline]", "Ice closes the harbour")
    page.click(EDITOR)
    page.keyboard.type("The pilots wait.")
    page.keyboard.press("Enter")
    insert_picture(page, "The pier on Monday")
    choose(page, "#tags-0", "World")
    page.check("[name=tags-0-is_section]")
    page.click("#citations-rows [data-rows-add]")
    choose(page, "#citations-0", "Orda")
    page.locator(f"{EDITOR} p", has_text="The pilots wait.").dblclick(position={"x": 60, "y": 12})
    page.click("button[data-name=citation]")
    page.click("dialog button[type=submit]")
    page.click("button[name=_publish]")
    page.wait_for_url(re.compile(r"/change/$"))
    assert "Published." in page.locator(".messagelist").inner_text()

    edition = Edition.objects.live().get()
    assert edition.content["body"].count("data-citation-id") == 1
    assert f'data-image-id="{image.pk}"' in edition.content["body"]
    assert "<figcaption>The pier on Monday</figcaption>" in edition.content["body"]
    assert edition.content["citations"][0]["source"] == str(source.pk)
    assert edition.section.name == "World"
    page.click("text=Read it.")
    shown = page.locator("main").inner_text()
    for words in ("Ice closes the harbour", "The pilots wait.", "The pier on Monday", "Orda"):
        assert words in shown
    assert desk.noticed == []


def test_what_was_stored_comes_back_from_the_editor_to_the_letter(editor):
    image = make_image()
    body = (
        "<h2>Ice</h2><p>One <strong>two</strong> <em>three</em> <s>four</s> <code>five</code>"
        ' H<sub>2</sub>O m<sup>2</sup> and <a href="https://a.example/">a link</a>.</p>'
        '<ul><li><p>a</p></li><li><p>b</p></li></ul><ol start="3"><li><p>c</p></li></ol>'
        "<blockquote><p>quoted</p></blockquote><pre><code>x  y\nz</code></pre><hr>"
        "<table><tbody><tr><th><p>h</p></th></tr><tr><td><p>d</p></td></tr></tbody></table>"
        f'<figure data-image-id="{image.pk}" data-alt="Here"><figcaption>A <em>pier</em></figcaption></figure>'
        '<figure data-embed-url="https://www.youtube.com/watch?v=abcdefghijk" data-embed-provider="youtube">'
        "<figcaption>The launch</figcaption></figure>"
        '<aside data-pull-quote=""><p>The ice decides.</p><p><cite>A pilot</cite></p></aside>'
        "<p>Line<br>break</p>"
    )
    from_verb = make_draft("Kept", body=body)
    desk = editor()
    page = desk.open(f"/admin/articles/article/{from_verb.pk}/change/")
    page.locator(f"{EDITOR} p").last.click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    page.click("button[name=_continue]")
    page.wait_for_load_state()
    from_verb.refresh_from_db()
    assert from_verb.body == body.replace("break</p>", "break!</p>")
    assert "Body:" not in page.locator(".messagelist").inner_text()
    assert desk.noticed == []


def test_what_is_pasted_from_elsewhere_loses_what_the_vocabulary_has_not(editor):
    desk = editor()
    page = desk.open(ADD)
    page.fill("[name=headline]", "Pasted")
    page.click(EDITOR)
    page.evaluate(
        """(html) => {
          const data = new DataTransfer()
          data.setData("text/html", html)
          document.querySelector(".ProseMirror[contenteditable=true]")
            .dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}))
        }""",
        "<h1>Big</h1><p style='color:red' onclick='alert(1)'>Red</p><img src='/x.png'><script>alert(1)</script>",
    )
    page.click("button[name=_continue]")
    page.wait_for_load_state()
    body = Article.objects.get().body
    assert "Red" in body
    for strange in ("style", "onclick", "<img", "<script", "<h1"):
        assert strange not in body
    assert desk.dialogs == []


def test_rows_are_moved_and_removed_with_their_buttons(editor):
    tags = [make_tag(name) for name in ("First", "Second", "Third")]
    article = make_draft(tags=[str(tag.pk) for tag in tags])
    page = editor().open(f"/admin/articles/article/{article.pk}/change/")
    page.click("#tags-2 [data-row-up]")
    page.click("#tags-0 [data-row-delete]")
    page.click("button[name=_continue]")
    page.wait_for_load_state()
    assert [use.tag.name for use in article.tag_uses.all()] == ["Third", "Second"]


def test_a_lead_image_is_chosen_and_removed(editor):
    image = make_image(title="Pier")
    article = make_draft()
    page = editor().open(f"/admin/articles/article/{article.pk}/change/")
    with page.expect_popup() as opened:
        page.click(".field-lead_image [data-choose]")
    opened.value.locator("#result_list a[data-popup-opener]").first.click()
    page.locator(".field-lead_image .thumb img").wait_for()
    page.click("button[name=_continue]")
    page.wait_for_load_state()
    article.refresh_from_db()
    assert article.lead_image == image
    page.click(".field-lead_image [data-remove]")
    page.click("button[name=_continue]")
    page.wait_for_load_state()
    article.refresh_from_db()
    assert article.lead_image is None


def test_the_line_under_the_picture_follows_what_is_typed(editor):
    image = make_image()
    desk = editor()
    page = desk.open(f"/admin/media/image/{image.pk}/change/")
    page.select_option("[name=digital_source_type]", "trainedAlgorithmicMedia")
    page.fill("[name=ai_system]", "Grok")
    page.locator("[data-language=en]", has_text="AI-generated with Grok").wait_for()
    assert desk.noticed == []


def test_typed_text_is_not_lost_by_a_stray_click(editor):
    article = make_draft()
    desk = editor()
    page = desk.open(f"/admin/articles/article/{article.pk}/change/")
    page.click("[name=kicker]")
    page.keyboard.type("Typed")
    page.click("#site-name a")
    assert len(desk.dialogs) == 1
    assert page.input_value("[name=kicker]") == "Typed"


def test_a_held_push_is_decided_field_by_field(editor):
    article = make_draft("Harbour reopens", kicker="Old")
    make_held(article, headline="Harbour closes", kicker="New")
    desk = editor(java_script_enabled=False)
    page = desk.page
    page.goto(f"{desk.home}/admin/articles/article/{article.pk}/change/")
    page.click("#held-push a")
    page.locator("#proposed-headline label", has_text="Reject").click()
    page.locator("#proposed-kicker label", has_text="Accept").click()
    page.click("text=Apply the chosen")
    assert "Accepted: Kicker. Rejected: Headline." in page.locator(".messagelist").inner_text()
    article.refresh_from_db()
    assert (article.headline, article.kicker) == ("Harbour reopens", "New")
    assert desk.noticed == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_calm_and_all_text_stands_out(editor, newsroom, scheme):
    desk = editor(color_scheme=scheme)
    for name, path in pages(newsroom).items():
        assert desk.open(path).evaluate(CONTRAST) == [], name
        assert desk.noticed == [], name


def test_no_badge_and_no_column_leaves_the_list_of_articles(editor, newsroom):
    page = editor(viewport={"width": 1280, "height": 900}).open("/admin/articles/article/?q=ice")
    assert page.locator("#result_list .thumb .badge-ai").count() > 0
    assert page.evaluate(OUTSIDE) == 0
    assert (
        page.evaluate(
            "(one => one.scrollWidth - one.clientWidth)(document.querySelector('.results'))"
        )
        == 0
    )


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_page_is_wider_than_the_screen(editor, newsroom, width):
    desk = editor(viewport={"width": width, "height": 900})
    for name, path in pages(newsroom).items():
        page = desk.open(path)
        page.wait_for_load_state(
            "networkidle"
        )  # The toolbar's icons are words until their font is there.
        assert page.evaluate(TOO_WIDE) == 0, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_screenshots(editor, newsroom, screenshot, scheme, width):
    desk = editor(color_scheme=scheme, viewport={"width": width, "height": 900})
    for name, path in pages(newsroom).items():
        screenshot(desk.open(path), f"admin-{name}-{width}-{scheme}")
    assert desk.noticed == []
