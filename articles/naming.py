"""What the things behind a content's ids are called, for pages that people read."""

from collections.abc import Iterable

from articles import body
from articles.content import Content, thing_ids
from articles.models import Article, Source, Tag
from media.models import Image


def names_in(contents: Iterable[Content]) -> dict[str, str]:
    """Return the name of every tag, source, image and article that the contents name; four queries."""
    given = [*contents]
    ids = [thing_ids(content, body.references(content["body"]).images) for content in given]
    wanted = (
        (Tag, {id_ for one in ids for id_ in one.tags}),
        (Source, {id_ for one in ids for id_ in one.sources}),
        (Image, {id_ for one in ids for id_ in one.images}),
        (Article, {id_ for content in given for id_ in content["pins"]}),
    )
    return {
        str(row.pk): str(row)
        for model, some in wanted
        if some
        for row in model._default_manager.filter(pk__in=some)
    }
