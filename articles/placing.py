"""Where an edition belongs: what it shows, which lists it is in, which words find it."""

from collections.abc import Mapping
from typing import NamedTuple

from articles import body
from articles.content import Content, thing_ids
from articles.documents import Documents
from articles.stems import indexed, search_text, text_stems
from articles.terms import salient_terms
from articles.things import Gathered

# PostgreSQL keeps at most 1,048,575 bytes of words with their places for one text (a tsvector).
MOST_INDEXED_BYTES = 1_000_000
_BYTES_OF_A_PLACE = 2
_BYTES_BESIDE_A_WORD = 4
_MOST_BYTES_OF_A_CHARACTER = 5


class Placing(NamedTuple):
    """`references`: (kind, id) to the version built from; `tags`: id to whether it is the edition's own (or an
    ancestor's); `terms`: the salient terms with weights; `words`: what search finds; `labels`: for the change log.
    """

    section: str | None
    references: dict[tuple[str, str], int]
    tags: dict[str, bool]
    sources: list[str]
    terms: list[tuple[str, int]]
    words: str
    labels: list[str]


def place(
    content: Content, *, documents: Documents, gathered: Gathered, group_versions: Mapping[str, int]
) -> Placing:
    """Return where an edition of the content belongs."""
    things = gathered.things
    ids = thing_ids(content, body.references(content["body"]).images)
    own = dict.fromkeys(things.tags[tag].id for tag in sorted(ids.tags))
    section = things.tags[content["section"]].id if content["section"] else None
    tags = _with_ancestors([*own], gathered.parents)
    language = content["language"]
    stems = text_stems(documents.plain_text, language)
    return Placing(
        section=section,
        references=_references(content, own, gathered, group_versions),
        tags=tags,
        sources=sorted(ids.sources),
        terms=salient_terms(
            headline=content["headline"],
            standfirst=content["standfirst"],
            text=documents.plain_text,
            language=language,
            text_stems=stems,
        ),
        words=indexable(
            f"{search_text(_searchable(content, gathered), language)} {indexed(stems)}"
        ),
        labels=[f"language:{language}", *(f"tag:{tag}" for tag in tags)]
        + ([f"section:{section}"] if section else []),
    )


def indexable(words: str) -> str:
    """Return the words from the first one on, as far as both databases index them: 1 MB with their places.

    That is some 80,000 different words, beyond any article; what comes later in a longer text is not found by search.
    The headline, standfirst and names come first.
    """
    if len(words) * _MOST_BYTES_OF_A_CHARACTER <= MOST_INDEXED_BYTES:
        return words
    seen: set[str] = set()
    size = end = 0
    for word in words.split():
        size += _BYTES_OF_A_PLACE
        if word not in seen:
            seen.add(word)
            size += len(word.encode()) + _BYTES_BESIDE_A_WORD
        if size > MOST_INDEXED_BYTES:
            return words[:end].rstrip()
        end = words.index(word, end) + len(word)
    return words


def _references(
    content: Content,
    tags: Mapping[str, None],
    gathered: Gathered,
    group_versions: Mapping[str, int],
) -> dict[tuple[str, str], int]:
    things = gathered.things
    ids = thing_ids(content, body.references(content["body"]).images)
    portraits = {things.tags[tag].image for tag in tags} - {None}
    shown = {("tag", tag): things.tags[tag].version for tag in tags}
    shown |= {("source", source): things.sources[source].version for source in ids.sources}
    shown |= {
        ("image", image): things.images[image].version
        for image in ids.images | {str(portrait) for portrait in portraits}
        if image in things.images
    }
    if group := content["translation_group"]:
        shown["group", group] = group_versions[group]
    return shown


def _with_ancestors(tags: list[str], parents: Mapping[str, str | None]) -> dict[str, bool]:
    """Return the tags as own and every ancestor of them as not own."""
    found = dict.fromkeys(tags, True)
    for tag in tags:
        parent = parents.get(tag)
        while parent:
            found.setdefault(parent, False)
            parent = parents.get(parent)
    return found


def _searchable(content: Content, gathered: Gathered) -> str:
    """Return every text but the body's that a search should find the article by, each a paragraph.

    Names come in many articles, and the stems of a paragraph are remembered.
    """
    things = gathered.things
    tags = [
        things.tags[tag]
        for tag in [*content["tags"], *(one["tag"] for one in content["contributors"])]
    ]
    names = [name for tag in tags for name in (tag.name, *tag.names.values())]
    names += [things.sources[one["source"]].name for one in content["citations"]]
    own = (
        content["kicker"],
        content["headline"],
        content["list_headline"],
        content["standfirst"],
        content["byline"],
    )
    return "\n\n".join([*own, *names])
