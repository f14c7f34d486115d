"""The rows of working copies: a content's columns, and the rows beside them."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from articles.content import Content
from articles.draft_ids import refuse_taken_names
from articles.draft_relations import write_relations
from articles.models import Article
from articles.moments import moment_in
from cms.many_rows import insert_instances


def write_drafts(
    pairs: Sequence[tuple[Article, Content]], *, is_new: bool, are_names_free: bool = False
) -> None:
    """Write the working copies in place of what they held; raises `DraftRefused` for a taken external id.

    `are_names_free`: the caller has seen to it that nobody has these external ids or takes them meanwhile.
    """
    if not are_names_free:
        refuse_taken_names(pairs)
    for row, content in pairs:
        for name, value in _columns(content).items():
            setattr(row, name, value)
    if is_new:
        insert_instances([row for row, _content in pairs])
    else:
        for row, _content in pairs:
            row.save()
    write_relations(pairs, is_new=is_new)


_SAME_COLUMNS = (
    "kind", "language", "slug", "kicker", "headline", "list_headline", "standfirst", "byline", "body", "urgency",
    "ai_use", "seo_title", "seo_description", "canonical_url", "external_source", "external_id",
)  # fmt: skip


def _columns(content: Content) -> dict[str, Any]:
    """Return the columns of an article's row for a content."""
    fields = cast("Mapping[str, Any]", content)
    lead = content["lead_image"]
    return {name: fields[name] for name in _SAME_COLUMNS} | {
        "lead_image_id": lead and UUID(lead["image"]),
        "lead_image_alt": lead["alt"] if lead else "",
        "lead_image_caption": lead["caption"] if lead else "",
        "translation_group_id": content["translation_group"] and UUID(content["translation_group"]),
        "embargo_until": moment_in(content["embargo_until"]),
        "published_at": moment_in(content["published_at"]),
    }
