"""Public HTML comes finished: pictures in three formats, and the AI label as text."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles import body
from tests.articles.body.samples import AWAITED, CITATION, IMAGE, IMAGES, figure


def shown(html: str, **changes: object) -> LexborNode:
    images = {**IMAGES, IMAGE: {**IMAGES[IMAGE], **changes}}
    root = LexborHTMLParser(body.to_html(html, images)).body
    assert root is not None
    return root


def test_a_figure_is_a_picture_with_three_formats():
    node = shown(figure(IMAGE))
    sources = [source.attributes for source in node.css("picture source")]
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    assert sources[0]["srcset"] == "https://news.example/files/pier-320.avif 320w"
    assert node.css_first("img").attributes == {
        "src": "https://news.example/files/pier-960.jpg",
        "srcset": "https://news.example/files/pier-320.jpg 320w",
        "alt": "A tug pushes through grey ice",
        "width": "960",
        "height": "640",
        "loading": "lazy",
    }


def test_caption_credit_and_ai_label_are_text():
    caption = shown(figure(IMAGE)).css_first("figcaption")
    assert caption.css_first(".ai-label").text() == "Made with AI (Grok)"
    assert caption.text() == (
        "The northern basin Photo: Grok AI Generated, ill. purposes. Made with AI (Grok)"
    )


def test_caption_and_alt_of_this_use_come_first():
    node = shown(figure(IMAGE, caption="The <em>Sary</em>", alt="Ice &amp; fog"))
    assert node.css_first("img").attributes["alt"] == "Ice & fog"
    assert node.css_first(".caption").html == '<span class="caption">The <em>Sary</em></span>'


def test_a_decorative_image_has_an_empty_alt_text():
    images = {IMAGE: {**IMAGES[IMAGE], "is_decorative": True, "alt": "x"}}
    assert ' alt=""' in body.to_html(figure(IMAGE), images)


def test_missing_srcsets_are_left_out():
    node = shown(figure(IMAGE), srcset={"avif": None, "webp": None, "jpeg": None})
    assert not node.css("source")
    assert "srcset" not in node.css_first("img").attributes


def test_an_awaited_image_leaves_its_words_without_a_picture():
    node = shown(figure(AWAITED))
    assert not node.css("img, picture")
    assert node.text() == "The pilot's map Graphic: Harbour Office Edited with AI"


def test_a_figure_whose_image_is_not_given_is_left_out():
    assert body.to_html(f"<p>a</p>{figure(IMAGE, caption='b')}", {}) == "<p>a</p>"


def test_an_image_made_by_hand_has_no_label():
    disclosure = {"is_ai": False, "label": "Digital photograph", "ai_system": None}
    assert not shown(figure(IMAGE), disclosure=disclosure).css(".ai-label")


def test_a_label_that_names_the_system_does_not_name_it_twice():
    disclosure = {"is_ai": True, "label": "Made with Grok", "ai_system": "Grok"}
    assert shown(figure(IMAGE), disclosure=disclosure).css_first(".ai-label").text() == (
        "Made with Grok"
    )


def test_a_heading_can_be_linked_to():
    html = "<h2>a</h2>"
    assert body.to_html(html, {}) == f'<h2 id="{body.blocks(html)[0]["id"]}">a</h2>'


def test_an_embed_is_a_link_and_never_a_frame():
    html = body.clean('<figure data-embed-url="https://youtu.be/a?b&c">d</figure>').html
    assert body.to_html(html, {}) == (
        '<figure class="embed" data-embed-url="https://youtu.be/a?b&amp;c"'
        ' data-embed-provider="youtube"><a href="https://youtu.be/a?b&amp;c">'
        "https://youtu.be/a?b&amp;c</a><figcaption>d</figcaption></figure>"
    )


def test_citation_marks_stay():
    html = f'<p><span data-citation-id="{CITATION}">a</span></p>'
    assert body.to_html(html, {}) == html
