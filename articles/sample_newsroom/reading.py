"""Reads the sample's files, which lie beside this module."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
Table = dict[str, Any]


class Sample(NamedTuple):
    """The whole sample: each thing's values by its key, in the order of the files."""

    newsroom: Table
    images: dict[str, Table]
    tags: dict[str, Table]
    sources: dict[str, Table]
    articles: dict[str, Table]


@cache
def read_sample() -> Sample:
    """Return the sample; an article's key is its file's name without the ending."""
    return Sample(
        newsroom=_read(FOLDER / "newsroom.toml"),
        images=_read(FOLDER / "images.toml"),
        tags=_read(FOLDER / "tags.toml"),
        sources=_read(FOLDER / "sources.toml"),
        articles={
            path.name.removesuffix(".toml"): _read(path)
            for path in sorted((FOLDER / "articles").glob("*.toml"))
        },
    )


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))
