"""From an article of the sample's files to the content that a save takes."""

import re
from typing import Any, NamedTuple

from articles.sample_newsroom.reading import Table
from cms.uuid7 import uuid7

_PLAIN = (
    "kind", "language", "kicker", "headline", "list_headline", "standfirst", "urgency", "ai_use",
)  # fmt: skip
_MARK = re.compile(r'"(image|citation):([a-z-]+)"')


class Ids(NamedTuple):
    """The id of each thing that was loaded, by its key in the files."""

    images: dict[str, str]
    tags: dict[str, str]
    sources: dict[str, str]
    groups: dict[str, str]
    articles: dict[str, str]


def content_of(key: str, article: Table, ids: Ids, *, source: str) -> dict[str, Any]:
    """Return what `articles.drafts.save_draft` is to save; `source` names us as the external source."""
    citations = {one["key"]: str(uuid7()) for one in article.get("citations", [])}
    group = article.get("translation_group")
    return {name: article[name] for name in _PLAIN if name in article} | {
        "external_source": source,
        "external_id": key,
        "section": ids.tags[article["section"]],
        "tags": [ids.tags[tag] for tag in article["tags"]],
        "contributors": [
            {"tag": ids.tags[one["tag"]], "role": one["role"]}
            for one in article.get("contributors", [])
        ],
        "lead_image": _use(article.get("lead_image"), ids),
        "citations": [
            _citation(one, citations[one["key"]], ids) for one in article.get("citations", [])
        ],
        "pins": [ids.articles[other] for other in article.get("pins", [])],
        "translation_group": ids.groups[group] if group else None,
        "body": _body(article.get("body", ""), {"image": ids.images, "citation": citations}),
    }


def _use(use: Table | None, ids: Ids) -> dict[str, str] | None:
    if use is None:
        return None
    texts = {"alt": use.get("alt", ""), "caption": use.get("caption", "")}
    return {"image": ids.images[use["image"]], **texts}


def _citation(citation: Table, id_: str, ids: Ids) -> dict[str, Any]:
    return {
        "id": id_,
        "source": ids.sources[citation["source"]],
        "role": citation["role"],
        "url": citation.get("url", ""),
        "title": citation.get("title", ""),
        "published_at": None,
        "accessed_at": None,
        "is_suggested": False,
    }


def _body(html: str, ids: dict[str, dict[str, str]]) -> str:
    """Return the body with ids where the file names images and citations by their keys."""
    return _MARK.sub(lambda mark: f'"{ids[mark[1]][mark[2]]}"', html)
