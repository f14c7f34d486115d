"""One line of a file of given articles: JSON to a sample, or what is wrong with it.

A line is one object. Keys, all optional but for the headline:

- `headline` (or `title`); `kicker`, `standfirst`; line breaks in them count as spaces
- `body`: plain text, a new paragraph after an empty line and at a line indented by four spaces; or `html`
- `language` (or `lang`): one of the newsroom's; without it the newsroom's own
- `published_at` (or `date`): ISO 8601, without an offset in TIME_ZONE. Articles without a time get one each, a
  minute apart in the order of the file, the last one newest
- `category` (or `section`): the section's name; `tags`: a list of topic names; `publisher` (or `source`): who
  reported it
- `corpus` and `id`: which article it is, so that a second load leaves it alone; without them the file's name and the
  line's number
"""

import re
from datetime import datetime, timedelta
from html import escape
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import orjson
from django.utils import timezone

from articles import body
from articles.body.refusal import admit
from articles.content import LIMITS, MOST_TAGS
from articles.draft_checks import EARLIEST_YEAR
from articles.sample_load.names import SourceName, TagName
from articles.sample_load.sample import Sample, SampleCitation
from cms.http.texts import text_problem

SYNONYMS = {
    "title": "headline", "lang": "language", "date": "published_at", "section": "category",
    "source": "publisher",
}  # fmt: skip
KEYS = (
    "headline", "kicker", "standfirst", "body", "html", "language", "published_at", "category", "tags", "publisher",
    "corpus", "id",
)  # fmt: skip
_LONGEST_NAME = 150
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*|\n(?: {4,}|\t+)")


class LineRefused(ValueError):  # noqa: N818 - a refusal is an answer, not a defect
    """One line cannot be loaded; the message says why."""


class Reading(NamedTuple):
    """How lines are read: the newsroom's languages (the first is its own) and the newest allowed moment."""

    languages: list[str]
    until: datetime


def sample_of(
    line: bytes, *, name: str, number: int, reading: Reading, minutes_before_the_end: int = 0
) -> Sample:
    """Return the article of line `number` of the file `name`; raises `LineRefused`."""
    values = _values(line)
    source = _text(values, "corpus", LIMITS["external_source"]) or f"sample-load:{name}"[:100]
    external_id = _text(values, "id", LIMITS["external_id"]) or str(number)
    category = _text(values, "category", _LONGEST_NAME)
    return Sample(
        external_source=source,
        external_id=external_id,
        language=_language(values, reading),
        headline=_headline(values),
        html=_html(values),
        published_at=_moment(values, reading)
        or reading.until - timedelta(minutes=minutes_before_the_end),
        kicker=_text(values, "kicker", LIMITS["kicker"]),
        standfirst=_text(values, "standfirst", LIMITS["standfirst"]),
        section=TagName("section", category) if category else None,
        tags=_tags(values, sections=bool(category)),
        citations=_citations(values, f"{source}/{external_id}"),
    )


def _values(line: bytes) -> dict[str, Any]:
    try:
        read = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise LineRefused(f"is no JSON: {error}.") from None
    if not isinstance(read, dict):
        raise LineRefused("is no JSON object: write {…}.")
    values: dict[str, Any] = {}
    for name, value in read.items():
        key = SYNONYMS.get(name, name)
        if key not in KEYS:
            known = ", ".join([*KEYS, *SYNONYMS])
            raise LineRefused(f"the key “{name[:50]}” is unknown; known are {known}.")
        if key in values:
            raise LineRefused(f"says {key} twice, by two names.")
        values[key] = value
    return values


def _text(values: dict[str, Any], key: str, limit: int) -> str:
    """Return a text of one line; absent and null are empty, a number is written out."""
    value = values.get(key)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        value = " ".join(value.split())
    if problem := text_problem(key, value, limit):
        raise LineRefused(problem.message)
    return str(value)


def _headline(values: dict[str, Any]) -> str:
    headline = _text(values, "headline", LIMITS["headline"])
    if not headline:
        raise LineRefused("has no headline: write headline or title.")
    return headline


def _language(values: dict[str, Any], reading: Reading) -> str:
    language = _text(values, "language", LIMITS["headline"]) or reading.languages[0]
    if language not in reading.languages:
        known = ", ".join(reading.languages)
        raise LineRefused(f"the language “{language[:50]}” is not one of the newsroom's ({known}).")
    return language


def _html(values: dict[str, Any]) -> str:
    if values.get("body") and values.get("html"):
        raise LineRefused("gives both body and html: give one.")
    key = "html" if values.get("html") else "body"
    text = values.get(key) or ""
    if problem := text_problem(key, text, body.MAX_CHARACTERS, lines=True):
        raise LineRefused(problem.message)
    try:
        if key == "html":
            return body.clean(text).html
        admit(text)
    except body.BodyRefused as refusal:
        raise LineRefused(str(refusal)) from None
    return _paragraphs(text)


def _paragraphs(text: str) -> str:
    parts = (" ".join(part.split()) for part in _PARAGRAPHS.split(text))
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)


def _moment(values: dict[str, Any], reading: Reading) -> datetime | None:
    value = values.get("published_at")
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value)
        at = at if at.tzinfo else timezone.make_aware(at)
    except (TypeError, ValueError):
        shown = str(value)[:50]
        raise LineRefused(f"“{shown}” is no time: write it as 2026-11-22T09:30:00+05:00.") from None
    if at > reading.until or at.year < EARLIEST_YEAR:
        raise LineRefused(f"{at.isoformat()} is no time at which it can have been published.")
    return at


def _tags(values: dict[str, Any], *, sections: bool) -> tuple[TagName, ...]:
    names = values.get("tags")
    if names is None:
        return ()
    if not isinstance(names, list):
        raise LineRefused("tags: write a list of names.")
    if len(names) + sections > MOST_TAGS:
        raise LineRefused(f"tags: {len(names)} given; at most {MOST_TAGS - sections}.")
    written = [_text({"tags": name}, "tags", _LONGEST_NAME) for name in names]
    if not all(written):
        raise LineRefused("tags: a name is empty.")
    return tuple(TagName("topic", name) for name in dict.fromkeys(written))


def _citations(values: dict[str, Any], article: str) -> tuple[SampleCitation, ...]:
    name = _text(values, "publisher", _LONGEST_NAME)
    if not name:
        return ()
    # Named by the article, so that loading the file anew elsewhere gives the same ids.
    id_ = str(uuid5(NAMESPACE_URL, f"sample-load/{article}/{name}"))
    return (SampleCitation(id_, SourceName(name, "other"), "reported_by"),)
