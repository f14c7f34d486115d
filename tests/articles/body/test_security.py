"""Nothing that runs survives: what is stored and what is published hold the vocabulary alone.

Judged by a parser that the product does not use, so that a misreading of ours cannot hide itself.
"""

import html as html_module
import json
import re

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from articles import body
from articles.body.addresses import link_address
from tests.articles.body.samples import IMAGE, IMAGES, TAG_SOUP, figure

STORED = body.allowed_attributes()
PUBLIC = {
    **STORED,
    **{f"h{level}": {"id"} for level in (2, 3, 4)},
    "figure": STORED["figure"] | {"class"},
    "span": STORED["span"] | {"class"},
    "picture": set(),
    "source": {"type", "srcset"},
    "img": {"src", "srcset", "alt", "width", "height", "loading"},
}
ADDRESS_ATTRIBUTES = ("href", "src", "data-embed-url")

PAYLOADS = [
    "<script>steal()</script>",
    "<scr<script>x</script>ipt>steal()</script>",
    "<SCRIPT\n>steal()</SCRIPT\t>",
    "<img src=x onerror=steal()>",
    "<svg onload=steal()><p>",
    "<svg><style><img src=x onerror=steal()></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=steal()>",
    "<noscript><p title=\"</noscript><img src=x onerror=steal()>\">",
    "<a href=\"javascript:steal()\">x</a>",
    "<a href=\" &#106;avascript:steal()\">x</a>",
    "<a href=\"java&#10;script:steal()\">x</a>",
    "<a href='https://x.example\" onclick=\"steal()'>x</a>",
    "<a href=data:text/html;base64,PHNjcmlwdD4=>x</a>",
    "<a href=//evil.example>x</a>",
    "<a href=https:\\\\evil.example>x</a>",
    "<p style=\"background:url(javascript:steal())\">x</p>",
    "<iframe srcdoc=\"<script>steal()</script>\"></iframe>",
    "<object data=x.swf></object><embed src=x.swf><applet code=x></applet>",
    "<form action=https://evil.example><input name=password><button formaction=javascript:steal()>",
    "<base href=https://evil.example><meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=https://evil.example>",
    "<template><script>steal()</script></template>",
    "<textarea><p title=\"</textarea><script>steal()</script>\">",
    "<xmp><script>steal()</script></xmp>",
    "<plaintext><script>steal()",
    "<title><script>steal()</script></title>",
    "<!--><script>steal()</script>-->",
    "<!-- --!><script>steal()</script>",
    "<![CDATA[><script>steal()</script>]]>",
    "<?xml ?><script>steal()</script>",
    "<p/onclick=steal()>x",
    "<p title='>' onclick=steal()>x",
    "<p \"=\"><script>steal()</script>\">x",
    f"<figure data-image-id='{IMAGE}' data-alt='\"><script>steal()</script>'></figure>",
    f"<figure data-image-id='{IMAGE}\" onload=\"steal()'></figure>",
    "<figure data-embed-url='https://x.example/\"><script>steal()</script>'></figure>",
    "<figure data-embed-url='javascript:steal()'></figure>",
    "<span data-citation-id='\"><script>steal()</script>'>x</span>",
    "<aside data-pull-quote='\" onclick=steal()'>x</aside>",
    "<ol start='1\" onclick=\"steal()'><li>x</ol>",
    "&lt;script&gt;steal()&lt;/script&gt;",
    "<<script>steal()</script>",
    "<b <script>steal()</script>",
    "<a href=\"x\"onclick=steal()>",
]  # fmt: skip


def assert_harmless(html: str, allowed: dict[str, set[str]]) -> None:
    for node in LexborHTMLParser(f"<body>{html}").css("body *"):
        assert node.tag in allowed, node.html
        assert set(node.attributes) <= allowed[node.tag], node.html
        for name in ADDRESS_ATTRIBUTES:
            address = node.attributes.get(name)
            assert address is None or link_address(address), node.html


def assert_all_forms_harmless(payload: str) -> None:
    try:
        cleaned = body.clean(payload)
    except body.BodyRefused:
        return
    assert_harmless(cleaned.html, STORED)
    assert_harmless(cleaned.document.html(IMAGES), PUBLIC)
    again = body.from_markdown(cleaned.document.markdown(IMAGES))
    assert_harmless(again.html, STORED)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_does_nothing(payload):
    assert_all_forms_harmless(payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_markdown_does_nothing(payload):
    assert_harmless(body.from_markdown(f"a {payload}\n\n{payload}").html, STORED)


@given(TAG_SOUP)
def test_tag_soup_does_nothing(soup):
    assert_all_forms_harmless(soup)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_the_words_of_an_image_is_text(payload):
    words = {
        "alt": payload,
        "caption": payload,
        "credit": payload,
        "disclosure": {"is_ai": True, "label": payload, "ai_system": payload},
    }
    images = {IMAGE: {**IMAGES[IMAGE], **words}}
    html = body.to_html(figure(IMAGE), images)
    assert_harmless(html, PUBLIC)
    assert LexborHTMLParser(html).css_first(".credit").text() == payload
    assert LexborHTMLParser(html).css_first(".ai-label").text() == payload


@pytest.mark.external
def test_no_known_payload_does_anything(shared):
    lines = (shared / "data" / "text" / "xss_payloads.jsonl").read_text("utf-8").splitlines()
    assert len(lines) > 500
    for line in lines:
        assert_all_forms_harmless(json.loads(line)["payload"])


@pytest.mark.external
def test_naughty_strings_survive_as_text_or_are_refused(naughty_strings):
    kept = 0
    for string in naughty_strings:
        try:
            html = body.clean(f"<p>{html_module.escape(string)}</p>").html
        except body.BodyRefused:
            continue
        expected = re.sub("[ \t\n\r\f]+", " ", string).strip(" ")
        assert body.to_text(html, {}) == expected
        assert body.from_markdown(body.to_markdown(html, {})).html == html
        kept += 1
    assert kept > 500


@pytest.mark.external
def test_naughty_strings_as_markup_never_crash_the_gate(naughty_strings):
    for string in naughty_strings:
        for read in (body.clean, body.from_markdown):
            try:
                assert_harmless(read(string).html, STORED)
            except body.BodyRefused as refusal:
                assert str(refusal)  # noqa: PT017 - a refusal with a sentence is an answer too.
