"""The documents of public things as the change feed and webhooks carry them: what the read API answers."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from articles.models import Edition, PublicThing, ThingType
from articles.representation import Shape, joined
from cms.changes.documents import Thing, register

_ARTICLE = Shape("html")


def load_articles(wanted: Collection[Thing]) -> dict[Thing, bytes]:
    """Return the live articles among the wanted things, as `/articles/{id}/` answers them."""
    rows = Edition.objects.live().filter(article__in=[id_ for _type, id_ in wanted]).order_by()
    return {
        ("article", article): joined([bytes(piece) for piece in pieces], _ARTICLE)
        for article, *pieces in rows.values_list("article", *_ARTICLE.columns)
    }


def load_things(wanted: Collection[Thing]) -> dict[Thing, bytes]:
    """Return the public tags, sources and images among the wanted things.

    They come as `/tags/{id}/` and its like answer them, without the counts, which move with every article.
    """
    ids: dict[str, list[UUID]] = {}
    for type_, id_ in wanted:
        ids.setdefault(type_, []).append(id_)
    chosen = Q(pk__in=[])
    for type_, some in ids.items():
        chosen |= Q(type=type_, thing__in=some)
    rows = PublicThing.objects.public().filter(chosen).order_by()
    columns = ("type", "thing", "document", "ratio_original", "tail")
    return {
        (type_, thing): _whole(bytes(ratio) if type_ == "image" else bytes(document), bytes(tail))
        for type_, thing, document, ratio, tail in rows.values_list(*columns)
    }


def _whole(document: bytes, tail: bytes) -> bytes:
    """Return both open objects as one."""
    return b"".join([document, b"," + tail[1:] if tail != b"{" else b"", b"}"])


register("article", loader=load_articles)
register(*ThingType.values, loader=load_things)
