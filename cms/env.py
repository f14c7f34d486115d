"""Every environment variable that Standfirst reads, with its default and its meaning.

Values come from the process environment; `var/local.env`, which `make run` writes, fills in what is
not set there, so that a command typed in a second terminal agrees with the server that is running.
"""

import os
import secrets
from collections import ChainMap
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()
LOCAL_ENV_FILE = VAR_DIR / "local.env"

# name -> (default as it would be written in the environment, what it does)
VARIABLES: dict[str, tuple[str, str]] = {
    "SECRET_KEY": (
        "",
        "Signs sessions and links. Empty: a key is made once and kept in var/secret_key.",
    ),
    "DEBUG": ("false", "Show tracebacks in the browser. Never on a public server."),
    "ALLOWED_HOSTS": (
        "",
        "Host names to answer to, comma separated. Empty: PUBLIC_URL's host and this machine.",
    ),
    "PUBLIC_URL": (
        "http://127.0.0.1:8000",
        "Where readers reach this service; every URL in a document starts with it.",
    ),
    "ARTICLE_URL": (
        "",
        "Page of an article, from {language}, {section}, {slug}, {id}. Empty: the start page's.",
    ),
    "TAG_URL": (
        "",
        "Page of a tag, from {language}, {kind}, {slug}, {id}. Empty: the start page's.",
    ),
    "PREVIEW_URL": (
        "",
        "Page that previews a draft, from {id}, {token}. Empty: the start page's.",
    ),
    "DATABASE_URL": (
        "",
        "`sqlite:///…` or `postgres://…` (`?pool=true`: pooled). Empty: var/standfirst.sqlite3.",
    ),
    "DATABASE_STATEMENT_TIMEOUT_MS": (
        "",
        "A query that takes longer is stopped (503). 0: none. Empty: 5000 in the server, else none.",
    ),
    "CACHE_URL": (
        "",
        "redis://… for rates of keys counted over many machines. Empty: over the processes of one.",
    ),
    "CHANGES_WAITERS": (
        "8",
        "Long-polls and streams of changes that a server process holds at once. 0: none.",
    ),
    "TRUSTED_PROXIES": (
        "0",
        "Proxies of ours before the server, each of which appends to X-Forwarded-For; the lockout needs it.",
    ),
    "VAR_DIR": ("", "Folder of everything that is written here by default. Empty: var."),
    "MEDIA_ROOT": ("", "Folder of the uploaded files. Empty: var/uploads."),
    "S3_BUCKET": ("", "Bucket of the uploaded files and renditions (extra s3). Empty: MEDIA_ROOT."),
    "S3_ENDPOINT_URL": (
        "",
        "Server of the bucket, such as https://s3.example:9000. Empty: Amazon's.",
    ),
    "S3_REGION": ("", "Region of the bucket. Empty: the server's own."),
    "S3_ACCESS_KEY_ID": ("", "Who we are there. Empty: what the machine itself is allowed."),
    "S3_SECRET_ACCESS_KEY": ("", "The secret that belongs to S3_ACCESS_KEY_ID."),
    "S3_PREFIX": ("", "Folder inside the bucket. Empty: its root."),
    "S3_ADDRESSING_STYLE": (
        "auto",
        "auto, path (server/bucket) or virtual (bucket.server), as the server wants it.",
    ),
    "C2PA_TRUST_ANCHORS": (
        "",
        "PEM file of the certificates whose Content Credentials are trusted (extra c2pa). Empty: none.",
    ),
    "C2PA_CERTIFICATES": (
        "",
        "PEM file of the chain that renditions are signed with, our own certificate first. Empty: unsigned.",
    ),
    "C2PA_PRIVATE_KEY": ("", "PEM file of the private key of C2PA_CERTIFICATES."),
    "C2PA_ALGORITHM": ("es256", "How it signs: es256, es384, es512, ps256, ps384, ps512, ed25519."),
    "STATIC_ROOT": ("", "Folder of the collected static files. Empty: var/static."),
    "TIME_ZONE": ("UTC", "Time zone of the admin and of times given without one."),
    "LANGUAGE_CODE": ("en", "Language of the admin and of documents that have none of their own."),
    "NEWSROOM_LANGUAGES": (
        "en,ru,kk",
        "Languages (BCP 47) that articles may be written in, comma separated.",
    ),
    "OUTBOUND_ALLOW": (
        "",
        "Private networks and hosts that may be called: 10.1.0.0/16,hooks.internal. Empty: none.",
    ),
    "LOG_LEVEL": ("INFO", "Least severe log line that is written."),
}


def _local_values() -> dict[str, str]:
    if not LOCAL_ENV_FILE.is_file():
        return {}
    written = LOCAL_ENV_FILE.read_text().splitlines()
    lines = (line.split("=", 1) for line in written if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in lines}


_values = ChainMap(os.environ, _local_values())


def text(name: str) -> str:
    """Return a variable as text, or its documented default."""
    return _values.get(name, "").strip() or VARIABLES[name][0]


def flag(name: str) -> bool:
    """Return a variable as true or false; any other word is refused."""
    word = text(name).lower()
    if word not in {"true", "false", "1", "0", "yes", "no", "on", "off"}:
        raise ImproperlyConfigured(f"{name}={word!r}: write true or false.")
    return word in {"true", "1", "yes", "on"}


def choice(name: str, words: Sequence[str]) -> str:
    """Return a variable that is one of a few words."""
    word = text(name)
    if word not in words:
        raise ImproperlyConfigured(f"{name}={word!r}: write one of {', '.join(words)}.")
    return word


def number(name: str) -> int:
    """Return a variable as a whole number, zero or more; zero when it is empty."""
    word = text(name) or "0"
    if not word.isascii() or not word.isdigit():
        raise ImproperlyConfigured(f"{name}={word!r}: write a whole number, 0 or more.")
    return int(word)


def words(name: str) -> list[str]:
    """Return a comma separated variable as a list."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def path(name: str, default: Path) -> Path:
    """Return a variable as an absolute folder."""
    return Path(text(name) or default).resolve()


def database() -> dict[str, Any]:
    """Return Django's settings for DATABASE_URL."""
    url = text("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'standfirst.sqlite3'}"
    found = dict(environ.Env.db_url_config(url))
    # A socket's folder is written as a host: postgres://user@%2Frun%2Fpostgresql/name
    found["HOST"] = unquote(found.get("HOST", ""))
    if "pool" in (options := found.get("OPTIONS", {})):
        options["pool"] = options["pool"] in {"true", "True", "1", "yes", "on"}
    return found


def secret_key() -> str:
    """Return SECRET_KEY, or the key kept in var/secret_key (made, readable by its owner alone, when
    missing).
    """
    if given := text("SECRET_KEY"):
        return given
    kept = VAR_DIR / "secret_key"
    if not kept.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        fresh = VAR_DIR / f"secret_key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            os.link(fresh, kept)
        except FileExistsError:
            pass  # Another process made it first; that one counts.
        finally:
            fresh.unlink()
    return kept.read_text()
