"""Between an article's content and the fields and rows of its form."""

from collections.abc import Mapping
from typing import Any, cast

from articles.admin.article_form import ArticleForm
from articles.content import Changes, CitationContent, Content, ImageUse
from cms.desk.moments import moment_text
from cms.uuid7 import uuid7

_SAME = (
    "kind", "language", "slug", "kicker", "headline", "list_headline", "standfirst", "byline", "body", "ai_use",
    "seo_title", "seo_description", "canonical_url", "external_source", "external_id",
)  # fmt: skip
_MOMENTS = ("embargo_until", "published_at")


def field_values(content: Content) -> dict[str, Any]:
    """Return what the form's fields show of a content."""
    fields = cast("Mapping[str, Any]", content)
    lead = content["lead_image"] or {"image": None, "alt": "", "caption": ""}
    return {name: fields[name] for name in (*_SAME, *_MOMENTS, "urgency")} | {
        "lead_image": lead["image"],
        "lead_image_alt": lead["alt"],
        "lead_image_caption": lead["caption"],
    }


def row_values(content: Content) -> dict[str, list[dict[str, Any]]]:
    """Return what the form's rows show of a content."""
    return {
        "tags": [{"tag": tag, "is_section": tag == content["section"]} for tag in content["tags"]],
        "contributors": [dict(one) for one in content["contributors"]],
        "citations": [dict(one) for one in content["citations"]],
        "pins": [{"related": one} for one in content["pins"]],
    }


def changes_of(form: ArticleForm, base: Content) -> Changes:
    """Return what the form says otherwise than the content that its page was made from.

    What was not touched is left out, so that it stays as it is stored, to the letter.
    """
    before = cast("Mapping[str, Any]", base)
    return cast(
        "Changes",
        {name: value for name, value in _content(form, base).items() if value != before[name]},
    )


def _content(form: ArticleForm, base: Content) -> dict[str, Any]:
    values = form.cleaned_data
    before = cast("Mapping[str, Any]", base)
    tags = [row.cleaned_data for row in form.rows["tags"].filled()]
    return {
        **{name: _lines(values[name], before[name]) for name in _SAME},
        **{name: moment_text(values[name], before[name]) for name in _MOMENTS},
        "urgency": base["urgency"] if values["urgency"] is None else values["urgency"],
        "lead_image": _lead_image(values, base["lead_image"]),
        "tags": [tag["tag"] for tag in tags],
        "section": next((tag["tag"] for tag in tags if tag["is_section"]), None),
        "contributors": [
            {"tag": row.cleaned_data["tag"], "role": row.cleaned_data["role"]}
            for row in form.rows["contributors"].filled()
        ],
        "citations": _citations(form, base),
        "pins": [row.cleaned_data["related"] for row in form.rows["pins"].filled()],
    }


def _lines(value: str, before: str) -> str:
    """Return a text, as it was stored when only its ends differ: the form has cut those."""
    return before if value == before.strip() else value


def _lead_image(values: Mapping[str, Any], base: ImageUse | None) -> ImageUse | None:
    if not values["lead_image"]:
        return None
    before = base or {"image": "", "alt": "", "caption": ""}
    return {
        "image": values["lead_image"],
        "alt": _lines(values["lead_image_alt"], before["alt"]),
        "caption": _lines(values["lead_image_caption"], before["caption"]),
    }


def _citations(form: ArticleForm, base: Content) -> list[CitationContent]:
    known = {one["id"]: one for one in base["citations"]}
    found: list[CitationContent] = []
    for row in form.rows["citations"].filled():
        values = row.cleaned_data
        id_ = str(values["id"] or uuid7())
        before = known.get(id_)
        found.append(
            {
                "id": id_,
                "source": values["source"],
                "role": values["role"] or "reported_by",
                "url": values["url"],
                "title": values["title"],
                "published_at": moment_text(
                    values["published_at"], before and before["published_at"]
                ),
                "accessed_at": moment_text(values["accessed_at"], before and before["accessed_at"]),
                "is_suggested": values["is_suggested"],
            }
        )
    return found
