"""Every role by every state that a thing may be in: who sees what of it, written by hand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.utils import timezone

from articles.drafts import delete_draft, save_draft
from articles.killing import kill_article
from articles.models import Article, Stage
from articles.publishing import publish
from articles.scheduling import schedule
from articles.withdrawing import withdraw
from cms.access.callers import ANONYMOUS, Caller, caller_for, caller_for_user
from cms.access.keys import make_key, revoke_key
from cms.access.models import ApiKey, User
from cms.access.visibility import Sight
from media.models import Image
from tests.articles.builders import make_draft, make_image, make_tag, use_of
from tests.articles.people import person

Thing = Article | Image | None

# W: the working copy, and with it all else. P: what is public. G: that it was there and is gone. -: nothing.
# in the order of the columns: draft, in review, scheduled, published, published with a newer draft, withdrawn, deleted,
# under embargo, an image of unpublished use only; and, beside TRUST's nine, killed.
ORACLE = {
    "anonymous":                 "---PPG---G",
    "published-only key":        "---PPG---G",
    "drafts key":                "WWWWWW-WWG",
    "author on own":             "WWWWWW-WWG",
    "author on others'":         "---PPG--WG",
    "section editor inside":     "WWWWWW-WWG",
    "section editor outside":    "---PPG--WG",
    "publisher":                 "WWWWWW-WWG",
    "admin":                     "WWWWWW-WWW",
    "revoked key":               "----------",
    "expired key":               "----------",
    "disabled user":             "----------",
    # Limits of keys narrow what goes beyond the public.
    "drafts key inside":         "WWWWWW-WWG",
    "drafts key outside":        "---PPG---G",
    "drafts key of the language": "WWWWWW-WWG",
    "drafts key of another":     "---PPG---G",
    "stranger without a desk":   "---PPG---G",
}  # fmt: skip
LETTERS = {Sight.NOTHING: "-", Sight.GONE: "G", Sight.PUBLIC: "P", Sight.WORKING: "W"}


class Newsroom:
    """Ada wrote everything here; it is of the harbour, a part of the city."""

    def __init__(self) -> None:
        self.gone = uuid4()
        self.ada = person("ada", "Authors")
        self.city = make_tag("City", "section")
        self.harbour = make_tag("Harbour", "section", parent=self.city.id)
        self.sport = make_tag("Sport", "section")
        make_draft("Stranger", section=str(self.sport.id), tags=[str(self.sport.id)])

    def draft(self, **values: Any) -> Article:
        section = str(self.harbour.id)
        changes = {"headline": "Ice", "body": "<p>Ice.</p>", "section": section, "tags": [section]}
        return save_draft(changes=changes | values, by=self.ada).article

    def published(self, **values: Any) -> Article:
        article = self.draft(**values)
        publish(article=article.id, by=self.ada)
        return article


def in_review(room: Newsroom) -> Article:
    article = room.draft()
    save_draft(article=article.id, changes={}, by=room.ada, stage=Stage.IN_REVIEW)
    return article


def scheduled(room: Newsroom) -> Article:
    article = room.draft()
    at = timezone.now() + timedelta(days=1)
    schedule(article=article.id, verb="publish", at=at, by=room.ada)
    return article


def newer_draft(room: Newsroom) -> Article:
    article = room.published()
    save_draft(article=article.id, changes={"headline": "Not out yet"}, by=room.ada)
    return article


def withdrawn(room: Newsroom) -> Article:
    article = room.published()
    withdraw(article=article.id, by=room.ada)
    return article


def deleted(room: Newsroom) -> None:
    room.gone = room.draft().id
    delete_draft(article=room.gone)


def embargoed(room: Newsroom) -> Article:
    return room.draft(embargo_until=(timezone.now() + timedelta(days=1)).isoformat())


def unpublished_image(room: Newsroom) -> Image:
    image = make_image()
    room.draft(lead_image=use_of(image))
    return image


def killed(room: Newsroom) -> Article:
    article = room.published()
    kill_article(article=article.id, reason="By order of a court.", by=room.ada)
    return article


STATES: list[Callable[[Newsroom], Thing]] = [
    Newsroom.draft, in_review, scheduled, Newsroom.published, newer_draft, withdrawn, deleted, embargoed,
    unpublished_image, killed,
]  # fmt: skip


class Somebody(NamedTuple):
    """A role: the caller, and how it comes in: with a key's header, or as a person with a login."""

    caller: Caller
    headers: dict[str, str] = {}
    user: User | None = None


def _key(*scopes: str, **limits: Any) -> Somebody:
    made = make_key(values={"name": "A key", "scopes": [*scopes], **limits}, by=None)
    return Somebody(caller_for(made.key), {"Authorization": f"Bearer {made.text}"})


def _revoked(room: Newsroom) -> Somebody:
    good = _key("drafts:read")
    return good._replace(caller=caller_for(revoke_key(key=good.caller.key)))


def _expired(room: Newsroom) -> Somebody:
    good = _key("drafts:read", expires_at=timezone.now() + timedelta(days=1))
    row = ApiKey.objects.get(pk=good.caller.key)
    row.expires_at = timezone.now() - timedelta(days=1)
    row.save()
    return good._replace(caller=caller_for(row))


def _known(user: User) -> Somebody:
    return Somebody(caller_for_user(user), user=user)


def _person(name: str, group: str = "", *sections: UUID, **values: Any) -> Somebody:
    return _known(person(name, group, sections, **values))


ROLES: dict[str, Callable[[Newsroom], Somebody]] = {
    "anonymous": lambda room: Somebody(ANONYMOUS),
    "published-only key": lambda room: _key("content:read", "articles:write", "articles:publish"),
    "drafts key": lambda room: _key("drafts:read"),
    "author on own": lambda room: _known(room.ada),
    "author on others'": lambda room: _person("ben", "Authors"),
    "section editor inside": lambda room: _person("cleo", "Section editors", room.city.id),
    "section editor outside": lambda room: _person("cleo", "Section editors", room.sport.id),
    "publisher": lambda room: _person("dina", "Publishers"),
    "admin": lambda room: _person("emil", "Administrators"),
    "revoked key": _revoked,
    "expired key": _expired,
    "disabled user": lambda room: _person("emil", "Administrators", is_active=False),
    "drafts key inside": lambda room: _key("drafts:read", sections=["city"]),
    "drafts key outside": lambda room: _key("drafts:read", sections=["sport"]),
    "drafts key of the language": lambda room: _key("drafts:read", languages=["en", "kk"]),
    "drafts key of another": lambda room: _key("drafts:read", languages=["ru"]),
    "stranger without a desk": lambda room: _person("finn"),
}
