"""Settings as `startproject` makes them, with what every API project adds: DRF, filters, CORS, static files."""

import os
from urllib.parse import unquote

import environ

SECRET_KEY = os.environ.get("SECRET_KEY", "a-key-for-the-benchmark-only-" * 3)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "rest_framework.authtoken",
    "django_filters",
    "bench.plain_drf.news",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "bench.plain_drf.urls"
WSGI_APPLICATION = "bench.plain_drf.wsgi.application"

DATABASES = {
    "default": environ.Env.db_url_config(os.environ.get("DATABASE_URL") or "sqlite://:memory:")
}
DATABASES["default"]["HOST"] = unquote(DATABASES["default"].get("HOST", ""))
# A thread keeps its connection, for as long as Standfirst's do.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_URL = "/files/"
STATIC_URL = "/static/"
TIME_ZONE = "UTC"
USE_TZ = True

CORS_ALLOW_ALL_ORIGINS = True
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
}
