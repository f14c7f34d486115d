"""The body's closed vocabulary: the only list of what an article's body may hold.

The reader, the sanitiser, the block and Markdown forms, the editor's configuration and the page
docs/body.md are all derived from here. A new word is added here first.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Word(NamedTuple):
    """One word: its block or mark `type`, its elements with their attributes, and its meaning."""

    type: str
    elements: Mapping[str, tuple[str, ...]]
    editor_extensions: Mapping[str, Any]
    meaning: str
    example: str


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


EXAMPLE_IMAGE = "0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11"
EXAMPLE_CITATION = "0199a1f0-7b2d-7e10-8a44-2c9e5f3d6b22"

HEADING_LEVELS = (2, 3, 4)

BLOCKS: tuple[Word, ...] = (
    Word(
        "paragraph",
        {"p": ()},
        {"Paragraph": True},
        "A paragraph of text.",
        "<p>The harbour froze in <strong>January</strong>.</p>",
    ),
    Word(
        "heading",
        {f"h{level}": () for level in HEADING_LEVELS},
        {"Heading": {"levels": list(HEADING_LEVELS)}},
        "A heading of level 2, 3 or 4; level 1 is the headline and is not in the body.",
        "<h2>What the pilots saw</h2>",
    ),
    Word(
        "list",
        {"ul": (), "ol": ("start",), "li": ()},
        {"BulletList": True, "OrderedList": True, "ListItem": True},
        "A bullet or ordered list. Each item holds blocks, other lists among them.",
        "<ul><li><p>Ice breakers</p></li><li><p>Tugs</p></li></ul>",
    ),
    Word(
        "quote",
        {"blockquote": ()},
        {"Blockquote": True},
        "Somebody's words, as blocks.",
        "<blockquote><p>We waited for the tide.</p></blockquote>",
    ),
    Word(
        "preformatted",
        {"pre": (), "code": ()},
        {"CodeBlock": True},
        "Text whose spaces and lines count, without marks.",
        "<pre><code>high water  04:12\nlow water   10:31</code></pre>",
    ),
    Word(
        "table",
        {"table": (), "tbody": (), "tr": (), "th": (), "td": ()},
        {"Table": True, "TableRow": True, "TableHeader": True, "TableCell": True},
        "Rows of cells; each cell is text, and may be a header.",
        "<table><tbody><tr><th><p>Port</p></th><th><p>Ships</p></th></tr>"
        "<tr><td><p>Aktau</p></td><td><p>14</p></td></tr></tbody></table>",
    ),
    Word("divider", {"hr": ()}, {"HorizontalRule": True}, "A break between parts.", "<hr>"),
    Word(
        "figure",
        {"figure": ("data-image-id", "data-alt"), "figcaption": ()},
        {"ImageFigure": True},
        "An image of the library by its id, with an alt text and a caption for this use.",
        f'<figure data-image-id="{EXAMPLE_IMAGE}" data-alt="Tugs at the pier">'
        "<figcaption>The pier on Monday</figcaption></figure>",
    ),
    Word(
        "embed",
        {"figure": ("data-embed-url", "data-embed-provider"), "figcaption": ()},
        {"Embed": True},
        "Something shown elsewhere, by its address and provider; never its HTML or script.",
        '<figure data-embed-url="https://www.youtube.com/watch?v=abcdefghijk"'
        ' data-embed-provider="youtube"><figcaption>The launch</figcaption></figure>',
    ),
    Word(
        "pull_quote",
        {"aside": ("data-pull-quote",), "p": (), "cite": ()},
        {"PullQuote": True},
        "A striking sentence set apart, with its speaker if wanted.",
        '<aside data-pull-quote=""><p>The ice decides.</p><p><cite>A pilot</cite></p></aside>',
    ),
)

# In the order in which marks nest: the first is the outermost.
MARKS: tuple[Word, ...] = (
    Word(
        "link",
        {"a": ("href",)},
        {"Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]}},
        "A link to an http, https or mailto address.",
        '<p>See <a href="https://harbour.example/tides">the tides</a>.</p>',
    ),
    Word(
        "citation",
        {"span": ("data-citation-id",)},
        {"Citation": True},
        "The passage that one of the article's citations supports.",
        f'<p><span data-citation-id="{EXAMPLE_CITATION}">Fourteen ships waited</span>.</p>',
    ),
    Word(
        "bold", {"strong": ()}, {"Bold": True}, "Strong importance.", "<p>a <strong>b</strong></p>"
    ),
    Word("italic", {"em": ()}, {"Italic": True}, "Stress, or a title.", "<p>a <em>b</em></p>"),
    Word("strike", {"s": ()}, {"Strike": True}, "What no longer holds.", "<p>a <s>b</s></p>"),
    Word("code", {"code": ()}, {"Code": True}, "Text for a computer.", "<p>a <code>b</code></p>"),
    Word("sub", {"sub": ()}, {"Subscript": True}, "Lowered.", "<p>H<sub>2</sub>O</p>"),
    Word("sup", {"sup": ()}, {"Superscript": True}, "Raised.", "<p>m<sup>2</sup></p>"),
)

LINE_BREAK = Word(
    "line_break",
    {"br": ()},
    {"HardBreak": True},
    'A new line inside a block: "\\n" in the text of its blocks.',
    "<p>Over the ice<br>and home</p>",
)

WORDS: tuple[Word, ...] = (*BLOCKS, *MARKS, LINE_BREAK)

MARK_ELEMENTS: dict[str, str] = {word.type: next(iter(word.elements)) for word in MARKS}
MARK_TYPES: dict[str, str] = {element: type_ for type_, element in MARK_ELEMENTS.items()}
MARK_RANKS: dict[str, int] = {word.type: rank for rank, word in enumerate(MARKS)}

LINK_SCHEMES = ("http", "https", "mailto")

# Other names for a word of the vocabulary: read as the word, with nothing to report.
SYNONYMS: dict[str, str] = {
    "b": "strong",
    "i": "em",
    "del": "s",
    "strike": "s",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
}

# Wrappers that say nothing by themselves: unwrapped without a word.
TRANSPARENT = _names(
    "html body head div section article main center font picture source "
    "thead tfoot colgroup col wbr o:p"
)

# Elements of other vocabularies that start a line of their own: unwrapped, reported.
LINE_STRANGERS = _names(
    "address aside caption dd details dialog dir dl dt fieldset figure footer form frameset "
    "header hgroup legend listing menu nav optgroup option plaintext search select summary "
    "textarea xmp"
)

# Elements that go together with everything inside them.
REMOVED_WITH_CONTENT = _names(
    "script style iframe noembed noframes object applet svg template title video audio canvas"
)

# Attributes that tell browsers and editors how to work, not readers what is meant.
PLUMBING_ATTRIBUTES = _names(
    "class id name rel target role tabindex contenteditable draggable spellcheck translate scope "
    "xmlns loading decoding fetchpriority referrerpolicy hreflang colwidth srcset sizes"
)
PLUMBING_PREFIXES = ("data-", "aria-", "xmlns:", "_", "xml:")

# Attributes that only say how something looks: removed with one remark for all of them.
APPEARANCE_ATTRIBUTES = _names(
    "style align valign bgcolor background color face size width height border cellpadding "
    "cellspacing clear nowrap hspace vspace frame rules noshade compact"
)
# The editor itself writes column widths on these.
SIZED_BY_THE_EDITOR = frozenset({"table", "colgroup", "col", "td", "th"})


def allowed_attributes() -> dict[str, set[str]]:
    """Return every element of the vocabulary with the attributes it may carry (nh3's shape)."""
    allowed: dict[str, set[str]] = {"*": set()}
    for word in WORDS:
        for element, attributes in word.elements.items():
            allowed.setdefault(element, set()).update(attributes)
    return allowed


def editor_extensions() -> dict[str, Any]:
    """Return the rich-text editor's extensions, by name, that can write exactly this vocabulary."""
    return {name: options for word in WORDS for name, options in word.editor_extensions.items()}
