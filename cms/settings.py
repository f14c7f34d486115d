"""Django's settings. What differs between installations comes from `cms/env.py` alone."""

import sqlite3
import sys
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from cms import env
from cms.operations import logs

BASE_DIR = env.BASE_DIR
DEBUG = env.flag("DEBUG")
LOGGING = logs.configuration(
    level=env.choice("LOG_LEVEL", logs.LEVELS), readable=DEBUG or sys.stderr.isatty()
)
SECRET_KEY = env.secret_key()
PUBLIC_URL = env.text("PUBLIC_URL").rstrip("/")
ARTICLE_URL = env.text("ARTICLE_URL")
TAG_URL = env.text("TAG_URL")
PREVIEW_URL = env.text("PREVIEW_URL")
_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [
    _public.hostname or "localhost",
    "localhost",
    "127.0.0.1",
    "[::1]",
]

INSTALLED_APPS = [
    "cms.access",
    "cms.changes",
    "cms.idempotency",
    "cms.webhooks",
    "cms.desk",
    "cms.operations",
    "media",
    "articles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_prose_editor",
    "axes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

# The read API's answers are counted in microseconds: what only people with a login need is kept
# away from it (people_only).
MIDDLEWARE = [
    "cms.operations.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.operations.cors.CorsMiddleware",
    "cms.access.middleware.KeyMiddleware",
    "cms.operations.content_security.ContentSecurityMiddleware",
    "cms.operations.malformed_paths.MalformedPathMiddleware",
    "cms.operations.slashes.SlashMiddleware",
    "cms.operations.people_only.PeopleSessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "cms.operations.people_only.PeopleAuthenticationMiddleware",
    "cms.operations.people_only.PeopleMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
AUTH_USER_MODEL = "access.User"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------
DATABASE_STATEMENT_TIMEOUT_MS = env.number("DATABASE_STATEMENT_TIMEOUT_MS")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _wal_is_safe(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite has the fix for a write-ahead log reset that could lose a commit."""
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


SQLITE_JOURNAL = "wal" if _wal_is_safe(sqlite3.sqlite_version_info) else "truncate"


def _sqlite_options() -> dict[str, Any]:
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode={SQLITE_JOURNAL}; "
            "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        ),
    }


def _postgres_options() -> dict[str, Any]:
    timeout = DATABASE_STATEMENT_TIMEOUT_MS
    return {"options": f"-c statement_timeout={timeout} -c lock_timeout={timeout}"}


def _database() -> dict[str, Any]:
    database = env.database()
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    given = database.get("OPTIONS", {})
    database["OPTIONS"] = (_sqlite_options() if is_sqlite else _postgres_options()) | given
    # A thread keeps its connection: opening one costs as much as several reads. A pool keeps its
    # own.
    database.setdefault("CONN_MAX_AGE", 0 if "pool" in given else 60)
    return database


DATABASES = {"default": _database()}

CACHE_URL = env.text("CACHE_URL")
CACHE_SECONDS = 0.5  # A cache that hangs is as good as none: nobody waits for it.


def caches_at(url: str) -> dict[str, Any]:
    """Return Django's CACHES for a CACHE_URL; without one, each process has its own."""
    if not url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    limits = {"socket_connect_timeout": CACHE_SECONDS, "socket_timeout": CACHE_SECONDS}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"default": {"BACKEND": backend, "LOCATION": url, "OPTIONS": limits}}


CACHES = caches_at(CACHE_URL)

CHANGES_WAITERS = env.number("CHANGES_WAITERS")

# --- Files, languages, time -----------------------------------------------------------------------
MEDIA_ROOT = env.path("MEDIA_ROOT", env.VAR_DIR / "uploads")
MEDIA_URL = "/files/"
STATIC_ROOT = env.path("STATIC_ROOT", env.VAR_DIR / "static")
STATIC_URL = "/static/"
S3 = {
    "bucket_name": env.text("S3_BUCKET"),
    "endpoint_url": env.text("S3_ENDPOINT_URL") or None,
    "region_name": env.text("S3_REGION") or None,
    "access_key": env.text("S3_ACCESS_KEY_ID") or None,
    "secret_key": env.text("S3_SECRET_ACCESS_KEY") or None,
    "location": env.text("S3_PREFIX").strip("/"),
    "addressing_style": env.choice("S3_ADDRESSING_STYLE", ["auto", "path", "virtual"]),
}
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "media.bucket.PictureBucket", "OPTIONS": S3}
    if S3["bucket_name"]
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Names that hold a digest of the content: a browser keeps them for good.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage."
        + ("StaticFilesStorage" if DEBUG else "ManifestStaticFilesStorage")
    },
}
C2PA_TRUST_ANCHORS = env.text("C2PA_TRUST_ANCHORS")
C2PA_SIGNER = {
    "certificates": env.text("C2PA_CERTIFICATES"),
    "key": env.text("C2PA_PRIVATE_KEY"),
    "algorithm": env.choice(
        "C2PA_ALGORITHM", ["es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519"]
    ),
}
TIME_ZONE = env.text("TIME_ZONE")
USE_TZ = True
LANGUAGE_CODE = env.text("LANGUAGE_CODE")
NEWSROOM_LANGUAGES = env.words("NEWSROOM_LANGUAGES")

# --- Safety ---------------------------------------------------------------------------------------
_https = _public.scheme == "https"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # First: it refuses who has guessed too often.
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES")
AXES_CLIENT_IP_CALLABLE = "cms.operations.proxies.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # Nobody locks a colleague out from afar.
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # Only failures are kept, and only while they count.
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_COOLOFF_MESSAGE = AXES_PERMALOCK_MESSAGE = (
    "Too many failed logins. Wait 15 minutes, or ask an administrator for a new password."
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
X_FRAME_OPTIONS = "DENY"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # Asked by the machine next to us, over http.

OUTBOUND_ALLOW = env.words("OUTBOUND_ALLOW")

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "cms.http.failures.exception_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Standfirst",
    "VERSION": "1",
    "DESCRIPTION": (
        "Headlines and articles of a newsroom, for front ends, and everything that keeps a copy in step. What is "
        "public is read anonymously, cacheable and open to every origin (CORS). Writing (manage), drafts (preview) and "
        "webhooks need an API key, and each operation names its scope; a key that is no good is 401 at every address. "
        "What is not understood is refused with 400 and a sentence, never ignored. Absent values are null or [], never "
        "a missing key, unless `fields` chooses keys. Addresses are absolute, moments are RFC 3339 in UTC."
    ),
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [
        "cms.http.openapi.add_components",
        "cms.webhooks.api.schemas.add_components",
        "articles.api.schemas.add_components",
        "cms.changes.api.schemas.add_components",
        "articles.api.manage.schemas.add_components",
        "articles.api.manage.part_schemas.add_components",
        "articles.api.manage.thing_schemas.add_components",
    ],
    "TAGS": [
        {"name": "headlines", "description": "Lists as list pages show them."},
        {"name": "articles", "description": "Whole articles and their relatives."},
        {"name": "tags", "description": "What articles are about, and who wrote them."},
        {"name": "sources", "description": "Who reported what articles cite."},
        {"name": "images", "description": "Images with their AI disclosure."},
        {"name": "changes", "description": "What changed, so that a copy stays in step."},
        {"name": "site", "description": "The newsroom itself."},
        {"name": "webhooks", "description": "Being told of changes, and who was told."},
        {"name": "about", "description": "The API about itself."},
        {"name": "manage", "description": "Writing, with an API key."},
        {
            "name": "preview",
            "description": "Drafts as readers would get them, with a key or a link.",
        },
    ],
}
