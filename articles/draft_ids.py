"""Ids that a draft brings along and that are another article's already, or its own: such drafts are refused."""

from collections.abc import Mapping, Sequence
from typing import Any

from articles.content import Content
from articles.draft_contents import DraftRefused, refuse_draft
from articles.models import Article, Citation, Correction
from cms.http.problem import FieldError


def refuse_taken_names(pairs: Sequence[tuple[Article, Content]]) -> None:
    """Raise `DraftRefused` for an external id that another article has."""
    wanted = {
        (content["external_source"], content["external_id"]): row.id
        for row, content in pairs
        if content["external_id"]
    }
    if not wanted:
        return
    known = Article.objects.filter(external_id__in=[external_id for _source, external_id in wanted])
    for source, external_id, id_ in known.values_list("external_source", "external_id", "id"):
        if wanted.get((source, external_id), id_) != id_:
            message = f"external_id: the article {id_} is “{external_id}” of “{source}” already."
            raise DraftRefused(errors=[FieldError("external_id", "taken", message)])


def refuse_borrowed_ids(pairs: Sequence[tuple[Article, Content]]) -> None:
    """Raise `DraftRefused` for citations and corrections whose ids belong to another article."""
    kept = {"citations": Citation, "corrections": Correction}
    own = {
        name: {one["id"]: row.id for row, content in pairs for one in _items(content, name)}
        for name in kept
    }
    taken = {
        str(id_)
        for name, model in kept.items()
        if own[name]
        for id_, article in model._default_manager.filter(id__in=own[name]).values_list(
            "id", "article"
        )
        if own[name][str(id_)] != article
    }
    message = "This id belongs to another article: give it one of its own."
    refuse_draft(
        [
            [
                FieldError(f"{name}.{number}.id", "taken", message)
                for name in kept
                for number, one in enumerate(_items(content, name))
                if one["id"] in taken
            ]
            for _row, content in pairs
        ]
    )


def refuse_pin_to_itself(row: Article, content: Content) -> None:
    """Raise `DraftRefused` where an article is among its own pins."""
    if str(row.id) in content["pins"]:
        message = "pins: an article cannot be pinned to itself."
        raise DraftRefused(errors=[FieldError("pins", "itself", message)])


def _items(content: Content, name: str) -> list[dict[str, Any]]:
    fields: Mapping[str, Any] = content
    found: list[dict[str, Any]] = fields[name]
    return found
