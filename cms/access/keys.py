"""Making, changing and revoking API keys: the verbs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.access import key_text
from cms.access.models import ApiKey, User
from cms.access.scopes import SCOPES, scope_problems
from cms.access.sections import find_sections
from cms.http.problem import FieldError, NotFound, Refusal
from cms.http.texts import shown, text_problem

MOST_PER_MINUTE: Final = 1_000_000
_NAME_CHARACTERS: Final = 100
KEY_FIELDS: Final = frozenset(
    {
        "name", "scopes", "sections", "languages", "external_source", "rate_per_minute",
        "expires_at",
    }
)  # fmt: skip


class KeyRefused(Refusal):
    """A key cannot be like this."""

    code = "key_refused"
    title = "The key cannot be like this"


class MadeKey(NamedTuple):
    """A new key; `text` is the key itself, and this is the only time that it is told."""

    key: ApiKey
    text: str


def make_key(*, values: Mapping[str, Any], by: User | None) -> MadeKey:
    """Make a key from values by the names in `KEY_FIELDS`; `name` and `scopes` must be given.

    `sections` are slugs or ids; what is not given is no limit. Raises `KeyRefused`.
    """
    key = ApiKey(created_by=by)
    _fill(key, {"name": "", "scopes": [], **values})
    text = key_text.new_key_text()
    key.prefix, key.digest = key_text.prefix(text), key_text.digest(text)
    key.save(force_insert=True)
    return MadeKey(key, text)


def change_key(*, key: UUID, values: Mapping[str, Any]) -> ApiKey:
    """Change what a key is called, may do and is limited to, from now on; raises `KeyRefused`."""
    with transaction.atomic():
        row = _locked(key)
        if row.revoked_at:
            raise KeyRefused("The key is revoked and stays so. Make a new one.")
        _fill(row, values)
        row.save(update_fields=sorted(values))
    return row


def revoke_key(*, key: UUID) -> ApiKey:
    """Make a key good for nothing from now on; one that is revoked stays as it is."""
    with transaction.atomic():
        row = _locked(key)
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])
    return row


def _locked(key: UUID) -> ApiKey:
    row = ApiKey.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound("There is no such key.")
    return row


def _fill(key: ApiKey, values: Mapping[str, Any]) -> None:
    sections = [str(one) for one in values.get("sections", ())]
    found = find_sections(sections)
    problems = [*_problems(values), *_unknown_sections(sections, found)]
    if problems:
        raise KeyRefused(errors=problems)
    ready: dict[str, Any] = dict(values)
    if "sections" in values:
        ready["sections"] = sorted({str(found[word]) for word in sections})
    if "languages" in values:
        ready["languages"] = sorted(set(values["languages"]))
    if "scopes" in values:
        ready["scopes"] = [scope for scope in SCOPES if scope in values["scopes"]]
    for name, value in ready.items():
        setattr(key, name, value)


def _problems(values: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in sorted(set(values) - KEY_FIELDS):
        yield FieldError(name, "unknown", f"{shown(name)}: a key has nothing of that name.")
    for field in ("name", "external_source"):
        problem = text_problem(field, values.get(field, ""), _NAME_CHARACTERS)
        if problem:
            yield problem
    if "name" in values and not str(values["name"]).strip():
        yield FieldError("name", "required", "name: say who uses the key, and for what.")
    if "scopes" in values:
        yield from scope_problems(values["scopes"])
    yield from _unknown_languages(values.get("languages", ()))
    yield from _rate_problems(values.get("rate_per_minute", 1))
    yield from _expiry_problems(values.get("expires_at"))


def _unknown_sections(words: Sequence[str], found: Collection[str]) -> Iterator[FieldError]:
    for word in words:
        if word not in found:
            message = f"sections: there is no section “{shown(word)}”. Write its slug or id."
            yield FieldError("sections", "unknown", message)


def _unknown_languages(words: Sequence[str]) -> Iterator[FieldError]:
    for word in words:
        if word not in settings.NEWSROOM_LANGUAGES:
            listed = ", ".join(settings.NEWSROOM_LANGUAGES)
            message = f"languages: “{shown(word)}” is not one of the newsroom's: {listed}."
            yield FieldError("languages", "unknown", message)


def _rate_problems(rate: Any) -> Iterator[FieldError]:
    if not isinstance(rate, int) or not 1 <= rate <= MOST_PER_MINUTE:
        message = f"rate_per_minute: write a whole number from 1 to {MOST_PER_MINUTE:,}."
        yield FieldError("rate_per_minute", "out_of_range", message)


def _expiry_problems(moment: datetime | None) -> Iterator[FieldError]:
    if moment is not None and moment <= timezone.now():
        message = "expires_at: this moment has passed. Choose a later one, or none."
        yield FieldError("expires_at", "past", message)
