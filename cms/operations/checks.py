"""What is checked before anything starts: each finding has an id and says what to write instead."""

import re
from collections.abc import Iterable
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.db import connections

from cms.http.reachable import Allowances

# RFC 5646 as far as newsrooms use it: language, script, region; "kk", "sr-Latn", "pt-BR", "es-419".
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_PAGE_PLACEHOLDERS = {
    "ARTICLE_URL": ({"language", "section", "slug", "id"}, [{"slug"}, {"id"}]),
    "TAG_URL": ({"language", "kind", "slug", "id"}, [{"slug"}, {"id"}]),
    "PREVIEW_URL": ({"id", "token"}, [{"id", "token"}]),
}
_CACHE_SCHEMES = {"", "redis", "rediss"}
_ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}
_SHORTEST_SECRET = 32
SYNCHRONOUS_FULL = 2


@register(Tags.database)
def check_sqlite(*, databases: Iterable[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E001: SQLite runs with the settings that neither lose a commit nor answer "locked"."""
    aliases = [alias for alias in databases or [] if connections[alias].vendor == "sqlite"]
    return [finding for alias in aliases for finding in _sqlite_findings(alias)]


def _sqlite_findings(alias: str) -> Iterable[CheckMessage]:
    connection = connections[alias]
    if connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
        yield _error("E001", "SQLite transactions are not IMMEDIATE.", "Leave it out of OPTIONS.")
    wanted = {"journal_mode": settings.SQLITE_JOURNAL, "synchronous": SYNCHRONOUS_FULL}
    for pragma, value in (wanted | {"foreign_keys": 1}).items():
        with connection.cursor() as cursor:
            found = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
        if found not in (value, "memory"):
            hint = "Another program may have set it: stop what uses the file, and start again."
            yield _error("E001", f"SQLite's {pragma} is {found!r}, not {value!r}.", hint)


@register
def check_public_url(**_: Any) -> list[CheckMessage]:
    """E002: PUBLIC_URL is an absolute address without a path."""
    url = urlsplit(settings.PUBLIC_URL)
    if url.scheme in {"http", "https"} and url.hostname and url.geturl() == _origin(url.geturl()):
        return []
    hint = "Write it like https://news.example, without a path."
    return [_error("E002", f"PUBLIC_URL={settings.PUBLIC_URL} is not an absolute address.", hint)]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@register
def check_page_addresses(**_: Any) -> list[CheckMessage]:
    """E003: the addresses of pages are absolute and name what they are made from."""
    given = {name: getattr(settings, name) for name in _PAGE_PLACEHOLDERS}
    return [
        _error("E003", f"{name}={value}: {fault}", "See docs/environment.md.")
        for name, value in given.items()
        if value and (fault := _page_fault(name, value))
    ]


def _page_fault(name: str, template: str) -> str:
    known, sufficient = _PAGE_PLACEHOLDERS[name]
    if urlsplit(template).scheme not in {"http", "https"}:
        return "it does not begin with http:// or https://."
    try:
        used = {field for _, field, _, _ in Formatter().parse(template) if field is not None}
    except ValueError as error:
        return f"{error}."
    if unknown := used - known:
        allowed = ", ".join(sorted(known))
        return f"{{{min(unknown)}}} is not known; there are {allowed}."
    if not any(enough <= used for enough in sufficient):
        choices = " or ".join(" and ".join(sorted(enough)) for enough in sufficient)
        return f"it needs {choices}, or every page has the same address."
    return ""


@register
def check_languages(**_: Any) -> list[CheckMessage]:
    """E004: languages are BCP 47 tags, and there is at least one."""
    if not settings.NEWSROOM_LANGUAGES:
        return [_error("E004", "NEWSROOM_LANGUAGES is empty.", "Write it like en,ru,kk.")]
    hint = "Write BCP 47 tags such as en, kk, pt-BR or sr-Latn."
    return [
        _error("E004", f"NEWSROOM_LANGUAGES: {language!r} is not a language tag.", hint)
        for language in settings.NEWSROOM_LANGUAGES
        if not _LANGUAGE_TAG.fullmatch(language)
    ]


@register
def check_safety(**_: Any) -> list[CheckMessage]:
    """E005: what must not reach a public server."""
    findings: list[CheckMessage] = []
    url = urlsplit(settings.PUBLIC_URL)
    is_local = url.hostname in _LOCAL_HOSTS
    if settings.DEBUG and not is_local:
        hint = "Set DEBUG=false: it shows settings and code to anybody."
        findings.append(_error("E005", f"DEBUG is on at {settings.PUBLIC_URL}.", hint))
    if len(settings.SECRET_KEY) < _SHORTEST_SECRET:
        hint = f"Give at least {_SHORTEST_SECRET} random characters, or none."
        findings.append(_error("E005", "SECRET_KEY is too short.", hint))
    if url.scheme == "http" and not is_local:
        hint = "Put a proxy with a certificate in front and write https://."
        message = "PUBLIC_URL is http: passwords would travel in the clear."
        findings.append(Warning(message, hint=hint, id="standfirst.W001"))
    return findings


@register
def check_services(**_: Any) -> list[CheckMessage]:
    """E006: the database and the cache are of a kind that is supported."""
    findings: list[CheckMessage] = []
    engine = settings.DATABASES["default"]["ENGINE"]
    if engine not in _ENGINES:
        hint = "Write sqlite:///… or postgres://…."
        findings.append(_error("E006", f"DATABASE_URL: {engine} is not supported.", hint))
    if urlsplit(settings.CACHE_URL).scheme not in _CACHE_SCHEMES:
        findings.append(_error("E006", "CACHE_URL is not a Redis.", "Write redis://host:6379/0."))
    return findings


@register
def check_outbound(**_: Any) -> list[CheckMessage]:
    """E011: what may be called in private networks is named as networks and hosts."""
    try:
        Allowances.read(settings.OUTBOUND_ALLOW)
    except ValueError as error:
        hint = "Write it like 10.1.0.0/16,192.168.7.9,hooks.internal."
        return [_error("E011", f"OUTBOUND_ALLOW: {error}.", hint)]
    return []


def _error(number: str, message: str, hint: str) -> Error:
    return Error(message, hint=hint, id=f"standfirst.{number}")
