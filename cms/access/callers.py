"""Who is asking: nobody in particular, a person or an API key, as one value."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils import timezone

from cms.access import key_text
from cms.access.desks import VIEW_EVERY_ARTICLE, VIEW_KILLED_ARTICLE, VIEW_SECTION_ARTICLES
from cms.access.models import ApiKey, User
from cms.access.scopes import DRAFTS_READ
from cms.http.problem import Refusal


class CallerKind(StrEnum):
    """What sort of caller it is."""

    ANONYMOUS = "anonymous"
    USER = "user"
    KEY = "key"


class Reach(StrEnum):
    """Which working copies a caller may see, within their limits."""

    REFUSED = "refused"
    PUBLIC = "public"
    OWN = "own"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a caller is limited to; what is empty is no limit.

    `sections` are ids of section tags, each with all below it; `external_source` is the only one
    whose things may be written.
    """

    sections: frozenset[UUID] = frozenset()
    languages: frozenset[str] = frozenset()
    external_source: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking, what they may do, and within which limits. `id` is the key's or the person's."""

    kind: CallerKind = CallerKind.ANONYMOUS
    id: UUID | None = None
    name: str = ""
    scopes: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)
    reach: Reach = Reach.PUBLIC
    sees_killed: bool = False
    rate_per_minute: int = 0
    last_used_at: datetime | None = field(default=None, compare=False)

    @property
    def is_anonymous(self) -> bool:
        """Say whether nobody in particular is asking."""
        return self.kind is CallerKind.ANONYMOUS

    @property
    def is_authenticated(self) -> bool:
        """Say whether somebody is asking, in the word that Django REST framework knows."""
        return self.kind is not CallerKind.ANONYMOUS

    @property
    def key(self) -> UUID | None:
        """Return the id of the API key; None for everybody else."""
        return self.id if self.kind is CallerKind.KEY else None

    @property
    def user(self) -> UUID | None:
        """Return the id of the person; None for everybody else."""
        return self.id if self.kind is CallerKind.USER else None


ANONYMOUS = Caller()
CHALLENGE = 'Bearer realm="Standfirst"'


class Unauthorized(Refusal):
    """The credentials are missing or no good (RFC 6750, section 3)."""

    status = 401
    code = "unauthorized"
    title = "Who are you?"

    def __init__(self, detail: str, *, challenge: str = CHALLENGE) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": challenge})


def caller_of(request: Any) -> Caller:
    """Return who sent a request (Django's or DRF's); raises `Unauthorized` for a credential that is no good.

    Without an Authorization header nobody is asked: no query. A key costs one, once per request.
    """
    plain = getattr(request, "_request", request)
    known: Caller | None = getattr(plain, "caller", None)
    if known is None:
        known = _identified(plain.META.get("HTTP_AUTHORIZATION"))
        plain.caller = known
    return known


def caller_for(key: ApiKey) -> Caller:
    """Return the caller that a key stands for; one that is revoked or expired may see nothing at all."""
    reach = Reach.EVERYTHING if DRAFTS_READ in key.scopes else Reach.PUBLIC
    return Caller(
        kind=CallerKind.KEY,
        id=key.id,
        name=key.name,
        scopes=frozenset(key.scopes),
        limits=Limits(
            frozenset(UUID(section) for section in key.sections),
            frozenset(key.languages),
            key.external_source,
        ),
        reach=reach if key.is_valid_at(timezone.now()) else Reach.REFUSED,
        rate_per_minute=key.rate_per_minute,
        last_used_at=key.last_used_at,
    )


def caller_for_user(user: User) -> Caller:
    """Return the caller that a person stands for, by what their groups allow (`cms.access.desks`)."""
    sees_all, sections = user.has_perm(VIEW_EVERY_ARTICLE), frozenset[UUID]()
    if not sees_all and user.has_perm(VIEW_SECTION_ARTICLES):
        sections = frozenset(UUID(section) for section in user.sections)
    return Caller(
        kind=CallerKind.USER,
        id=user.pk,
        name=str(user),
        limits=Limits(sections=sections),
        reach=_reach_of(user, reaches_far=sees_all or bool(sections)),
        sees_killed=user.has_perm(VIEW_KILLED_ARTICLE),
    )


def _reach_of(user: User, *, reaches_far: bool) -> Reach:
    if not user.is_active:
        return Reach.REFUSED
    if not user.is_staff:
        return Reach.PUBLIC
    return Reach.EVERYTHING if reaches_far else Reach.OWN


def _identified(header: str | None) -> Caller:
    if header is None:
        return ANONYMOUS
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "bearer":
        raise _refused("Send the header “Authorization: Bearer <key>”, or none at all.")
    if not key_text.is_key_text(text.strip()):
        raise _refused("This is no API key of ours, or not the whole of one. Copy it again.")
    key = ApiKey.objects.filter(digest=key_text.digest(text.strip())).first()
    if key is None:
        raise _refused("There is no such API key. Ask the newsroom for a new one.")
    if key.revoked_at is not None:
        raise _refused("This API key was revoked. Ask the newsroom for a new one.")
    if not key.is_valid_at(timezone.now()):
        raise _refused("This API key has expired. Ask the newsroom for a new one.")
    return caller_for(key)


def _refused(detail: str) -> Unauthorized:
    return Unauthorized(detail, challenge=f'{CHALLENGE}, error="invalid_token"')
