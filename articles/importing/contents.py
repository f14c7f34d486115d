"""What is to be written: of the page's own article, and of the briefs that its list names."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from articles import body
from articles.content import CitationContent, Content
from articles.importing.known import Known
from articles.importing.order import ImportOrder
from articles.importing.reading import Understood
from articles.importing.timetable import timetable
from articles.page import body_html


def story_changes(
    understood: Understood,
    order: ImportOrder,
    *,
    before: Content | None,
    image: UUID | None,
    citations: Sequence[CitationContent],
    page_at: datetime,
) -> dict[str, Any]:
    """Return what of the page's article is to be written: everything, or what differs from `before`."""
    wanted: dict[str, Any] = {"headline": understood.page.headline, "citations": [*citations]}
    was_brief = before is not None and before["kind"] == "brief"
    if understood.page.blocks:
        wanted |= {"kind": "story", "body": body.clean(body_html(understood.page)).html}
    elif before is None:
        wanted |= {"kind": "brief"}
    if before is None or was_brief or order.language:
        wanted["language"] = understood.language
    if image and not (before and before["lead_image"]):
        wanted["lead_image"] = {"image": str(image), "alt": "", "caption": ""}
    if before is None or (was_brief and order.published_at):
        wanted["published_at"] = page_at.isoformat()
    if before is None:
        return wanted | _known_by(understood, understood.key)
    here: Mapping[str, Any] = before
    return {name: value for name, value in wanted.items() if here[name] != value}


def brief_contents(
    understood: Understood, known: Mapping[str, Known], *, page_at: datetime, now: datetime
) -> dict[str, dict[str, Any]]:
    """Return the contents of the headlines that are not here yet, with times that keep the page's order."""
    briefs = understood.briefs
    times = [known[key].published_at if key in known else None for key in briefs]
    moments = timetable(page_at, times, now=now)
    return {
        key: _known_by(understood, key)
        | {
            "kind": "brief",
            "language": understood.language,
            "headline": headline,
            "published_at": moment.isoformat(),
        }
        for (key, headline), moment in zip(briefs.items(), moments, strict=True)
        if key not in known
    }


def _known_by(understood: Understood, key: str) -> dict[str, str]:
    return {"external_source": understood.source, "external_id": key}
