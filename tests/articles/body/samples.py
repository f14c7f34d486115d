"""Bodies to test with: one rich document, and strategies that make many."""

from typing import Any

from hypothesis import strategies as st

from articles.body.vocabulary import WORDS

IMAGE = "0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11"
AWAITED = "0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a12"
CITATION = "0199a1f0-7b2d-7e10-8a44-2c9e5f3d6b22"
OTHER_CITATION = "0199a1f0-7b2d-7e10-8a44-2c9e5f3d6b23"

EVERY_WORD = "".join(word.example for word in WORDS)

IMAGES: dict[str, dict[str, Any]] = {
    IMAGE: {
        "id": IMAGE,
        "alt": "A tug pushes through grey ice",
        "is_decorative": False,
        "caption": "The northern basin",
        "credit": "Photo: Grok AI Generated, ill. purposes.",
        "src": "https://news.example/files/pier-960.jpg",
        "srcset": {
            "avif": "https://news.example/files/pier-320.avif 320w",
            "webp": "https://news.example/files/pier-320.webp 320w",
            "jpeg": "https://news.example/files/pier-320.jpg 320w",
        },
        "width": 960,
        "height": 640,
        "disclosure": {"is_ai": True, "label": "Made with AI", "ai_system": "Grok"},
    },
    AWAITED: {
        "id": AWAITED,
        "alt": "",
        "is_decorative": False,
        "caption": "The pilot's map",
        "credit": "Graphic: Harbour Office",
        "src": None,
        "srcset": {"avif": None, "webp": None, "jpeg": None},
        "width": None,
        "height": None,
        "disclosure": {"is_ai": True, "label": "Edited with AI", "ai_system": None},
    },
}


def figure(image: str = IMAGE, caption: str = "", alt: str = "") -> str:
    """Return the stored form of a figure."""
    written = f' data-alt="{alt}"' if alt else ""
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-image-id="{image}"{written}>{said}</figure>'


_CHARACTERS = st.sampled_from("ab zЖқ é1.2)-+#>*_`~[]<&|\\!\"'=:/\xa0\u2003—“😀\n\t")
TEXTS = st.text(_CHARACTERS, min_size=1, max_size=12)
_IDS = st.sampled_from([CITATION, OTHER_CITATION])
_ADDRESSES = st.sampled_from(
    ["https://a.example/b?c=1&copy=2", "http://a.example/(x)_*y|z", "mailto:desk@news.example"]
)
_MARK = st.one_of(
    st.sampled_from(["bold", "italic", "strike", "code", "sub", "sup"]).map(
        lambda type_: {"type": type_}
    ),
    _ADDRESSES.map(lambda href: {"type": "link", "href": href}),
    _IDS.map(lambda id_: {"type": "citation", "citation_id": id_}),
)


def _without_repeats(marks: list[dict[str, str]]) -> list[dict[str, str]]:
    return list({mark["type"]: mark for mark in marks}.values())


_MARKS = st.lists(_MARK, max_size=3).map(_without_repeats)
RUNS = st.lists(st.fixed_dictionaries({"text": TEXTS, "marks": _MARKS}), min_size=1, max_size=4)
_CAPTION = st.one_of(st.none(), TEXTS)
_CELL = st.fixed_dictionaries({"header": st.booleans(), "text": RUNS})


def _of(type_: str, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": st.just(type_), **fields})


PARAGRAPH = _of("paragraph", text=RUNS)
HEADING = _of("heading", level=st.sampled_from([2, 3, 4]), text=RUNS)
PREFORMATTED = _of(
    "preformatted", text=st.fixed_dictionaries({"text": TEXTS}).map(lambda run: [run])
)
DIVIDER = _of("divider")
_PLACED = st.one_of(
    _of("figure", image=st.sampled_from([IMAGE, AWAITED]), caption=_CAPTION, alt=_CAPTION),
    _of("embed", url=st.just("https://youtu.be/abc"), provider=st.none(), caption_text=RUNS),
    _of("pull_quote", text=RUNS, attribution=_CAPTION),
    _of("table", rows=st.lists(st.lists(_CELL, min_size=1, max_size=3), max_size=3)),
)


def _rectangle(width: int) -> st.SearchStrategy[dict[str, Any]]:
    def row(is_header: bool) -> st.SearchStrategy[list[dict[str, Any]]]:
        cell = st.fixed_dictionaries({"header": st.just(is_header), "text": RUNS})
        return st.lists(cell, min_size=width, max_size=width)

    rows = st.tuples(row(True), st.lists(row(False), max_size=2))
    return rows.map(lambda parts: {"type": "table", "rows": [parts[0], *parts[1]]})


MARKDOWN_TABLE = st.integers(1, 3).flatmap(_rectangle)


def _nested(blocks: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    inner = st.lists(blocks, min_size=1, max_size=3)
    items = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        _of("quote", blocks=inner),
        _of("list", style=st.just("bullet"), items=items),
        _of("list", style=st.just("ordered"), start=st.sampled_from([1, 3, 99]), items=items),
    )


_SPEAKABLE = st.one_of(PARAGRAPH, HEADING, PREFORMATTED, DIVIDER, MARKDOWN_TABLE)
BODIES = st.lists(st.recursive(st.one_of(_SPEAKABLE, _PLACED), _nested, max_leaves=6), max_size=5)
# What Markdown can say without loss: no figures, embeds and pull quotes; tables of one shape.
MARKDOWN_BODIES = st.lists(st.recursive(_SPEAKABLE, _nested, max_leaves=6), max_size=5)

_SOUP = (
    *("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href='https://a.example/?b=1&copy=2'>"),
    *("</a>", "<ul>", "</ul>", "<ol start=2>", "</ol>", "<li>", "</li>", "<table>", "</table>"),
    *("<tr>", "</tr>", "<td>", "</td>", "<th>", "<blockquote>", "</blockquote>", "<pre>", "</pre>"),
    *("<code>", "</code>", "<h1>", "</h1>", "<h3>", "<hr>", "<br>", "</figure>", "<figcaption>"),
    *(f"<figure data-image-id={IMAGE} data-alt='x &quot; <'>", "<figure>", "</figcaption>"),
    *("<figure data-embed-url=https://t.me/a/1>", "<aside data-pull-quote>", "</aside>", "<cite>"),
    *("</cite>", "<div>", "</div>", f"<span data-citation-id={CITATION}>", "<span>", "</span>"),
    *("<svg>", "</svg>", "<script>", "</script>", "<!-- x -->", "<u>", "</u>", "<img src=x>"),
    *("<sub>", "</sub>", "<caption>", "text ", " ", "a", "\n", "&nbsp;", "&lt;", "&amp;amp;"),
    *("<", "<q", "*", "\t", "\u2003", "</x>", "<x onclick='y'>"),
)
TAG_SOUP = st.lists(st.sampled_from(_SOUP), max_size=25).map("".join)
