"""Lays what a file and a credit line say under what is known of an image: a person's word is never overwritten.

One thing is stronger than a person's word: a file that says that AI made it. See `media.library.override_disclosure`.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cms.http.texts import text_problem
from media.credential_states import INVALID
from media.credit_line import CreditReading, read
from media.description import TEXT_LIMITS, WORD_LIMITS
from media.disclosure import is_ai
from media.metadata.found import UNSTATED
from media.models import Determination, Image

_TEXTS: Final = ("creator", "credit", "copyright", "usage_terms")
_NAMES: Final = {
    "caption": "caption", "alt": "alternative text", "creator": "creator", "credit": "credit line",
    "copyright": "copyright", "usage_terms": "usage terms", "ai_system": "AI system",
}  # fmt: skip

JsonObject = Mapping[str, Any]


def learn_from_file(row: Image, metadata: JsonObject, credentials: JsonObject | None) -> list[str]:
    """Fill what is empty from a file's metadata (`media.metadata.found.Found` as a dict) and Content Credentials.

    Returns sentences on what was left out, and on a person's word that the file contradicts.
    """
    remarks = [*metadata["remarks"]]
    if credentials and credentials["state"] == INVALID:
        remarks.append(
            "The file's Content Credentials are invalid: it was changed after it was signed."
        )
    row.findings = {**row.findings, "file": {**metadata, "remarks": remarks}}
    if credentials:
        # As the database gives it back.
        credentials = {**credentials, "problems": [*credentials.get("problems", [])]}
    row.content_credentials = dict(credentials) if credentials else None
    for name in _TEXTS:
        if not getattr(row, name):
            setattr(row, name, _fitting(name, metadata[name], TEXT_LIMITS[name], remarks))
    for name in WORD_LIMITS:
        if not (name == "alt" and row.is_decorative):
            known = {language: text for language, text in getattr(row, name).items() if text}
            setattr(row, name, {**_by_language(name, metadata[name], remarks), **known})
    row.captured_at = row.captured_at or _moment(metadata["captured_at"])
    _learn_disclosure(row, metadata, credentials, remarks)
    return remarks


def learn_from_credit(row: Image, given: Mapping[str, Any] = MappingProxyType({})) -> None:
    """Suggest from the credit line what nothing better says: unconfirmed, an editor has the last word.

    `given` is what somebody says of the image at this moment.
    """
    row.findings = {name: found for name, found in row.findings.items() if name != "credit_line"}
    if not row.credit:
        return
    reading = read(row.credit)
    row.findings = {**row.findings, "credit_line": asdict(reading)}
    row.creator = row.creator or reading.creator[: TEXT_LIMITS["creator"]]
    if row.digital_source_type:
        _complete_disclosure(row, reading, given)
    elif reading.term:
        row.digital_source_type = reading.term
        row.determined_by = Determination.CREDIT_LINE
        row.ai_system = row.ai_system or reading.ai_system[: TEXT_LIMITS["ai_system"]]
        row.is_illustrative = row.is_illustrative or reading.is_illustrative


def _complete_disclosure(row: Image, reading: CreditReading, given: Mapping[str, Any]) -> None:
    """Fill what a known source type leaves open; nobody has stood behind that but the file behind its own type."""
    before = row.ai_system, row.is_illustrative
    if is_ai(row.digital_source_type) and not row.ai_system and "ai_system" not in given:
        row.ai_system = reading.ai_system[: TEXT_LIMITS["ai_system"]]
    # A flag cannot be empty: it is open only while the credit line is new and nobody has said or confirmed it.
    is_open = "credit" in given and "is_illustrative" not in given and not row.is_confirmed
    row.is_illustrative = row.is_illustrative or (is_open and reading.is_illustrative)
    if (row.ai_system, row.is_illustrative) != before and not claimed_term(row):
        row.confirmed_by = row.confirmed_at = None


def claimed_term(row: Image) -> str:
    """Return the AI term that the image's file claims, in its metadata or its Content Credentials; else nothing."""
    claims = (row.content_credentials or {}, row.findings.get("file", {}))
    terms = (claim.get("digital_source_type", "") for claim in claims)
    return next((term for term in terms if is_ai(term)), "")


def _learn_disclosure(
    row: Image, metadata: JsonObject, credentials: JsonObject | None, remarks: list[str]
) -> None:
    is_known = row.digital_source_type and row.determined_by != Determination.CREDIT_LINE
    if claim := claimed_term(row):
        if is_known and not is_ai(row.digital_source_type):
            remarks.append(
                "The file itself says that AI made it, so the image is marked as AI. Somebody with the permission to "
                "override it can say otherwise, with a reason."
            )
        if not (is_known and is_ai(row.digital_source_type)):
            _determine(row, claim, credentials)
            row.confirmed_by, row.confirmed_at = None, timezone.now()
    elif not is_known:
        valid = credentials if credentials and credentials["state"] != INVALID else None
        term = (valid or {}).get("digital_source_type", "") or metadata["digital_source_type"]
        if term:
            _determine(row, term, valid)
    if is_ai(row.digital_source_type) and not row.ai_system:
        system = (credentials or {}).get("ai_system", "") or metadata["ai_system"]
        row.ai_system = _fitting("ai_system", system, TEXT_LIMITS["ai_system"], remarks)


def _determine(row: Image, term: str, credentials: JsonObject | None) -> None:
    by_credentials = bool(credentials) and credentials["digital_source_type"] == term  # type: ignore[index]
    row.digital_source_type = term
    row.determined_by = (
        Determination.CONTENT_CREDENTIALS if by_credentials else Determination.FILE_METADATA
    )
    row.confirmed_by = row.confirmed_at = None


def _by_language(name: str, texts: Mapping[str, str], remarks: list[str]) -> dict[str, str]:
    """Return the texts under the newsroom's languages; one without a language is taken to be in the first of them."""
    found: dict[str, str] = {}
    for tag, text in texts.items():
        if tag == UNSTATED:
            continue
        language = _newsroom_language(tag)
        if language:
            found.setdefault(language, _fitting(name, text, WORD_LIMITS[name], remarks))
        else:
            remarks.append(
                f"The file's {_NAMES[name]} in “{tag[:20]}”, which is none of this newsroom's languages, was left out."
            )
    unstated = texts.get(UNSTATED, "")
    # XMP repeats one of the languages as the default.
    if unstated and unstated not in {text for tag, text in texts.items() if tag != UNSTATED}:
        fitting = _fitting(name, unstated, WORD_LIMITS[name], remarks)
        found.setdefault(default_language(), fitting)
    return {language: text for language, text in found.items() if text}


def _newsroom_language(tag: str) -> str | None:
    """Return the newsroom's language that a tag means: itself, or its base (`en` for `en-US`)."""
    known = {language.lower(): language for language in settings.NEWSROOM_LANGUAGES}
    lowered = tag.lower().replace("_", "-")
    return known.get(lowered) or known.get(lowered.partition("-")[0])


def default_language() -> str:
    """Return the newsroom's language that a text is in which says no other."""
    languages: list[str] = settings.NEWSROOM_LANGUAGES
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in languages else languages[0]


def _fitting(name: str, text: str, limit: int, remarks: list[str]) -> str:
    """Return a text without control characters, cut to the limit with a remark when it is too long."""
    clean = "".join(
        letter if text_problem(name, letter, 1, lines=True) is None else " " for letter in text
    ).strip()
    if len(clean) > limit:
        remarks.append(f"The file's {_NAMES[name]} was cut: it has more than {limit:,} characters.")
    return clean[:limit].rstrip()


def _moment(text: str) -> datetime | None:
    """Return a moment; one without an offset is taken to be the newsroom's time."""
    try:
        found = parse_datetime(text)
        if found is None:
            return None
        return timezone.make_aware(found) if timezone.is_naive(found) else found
    except (ValueError, OverflowError):
        return None
