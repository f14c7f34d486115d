import pytest
from django.core import checks
from django.db import connection


def found(**options):
    findings = checks.run_checks(**options)
    return [finding for finding in findings if finding.id.startswith("standfirst.")]


def test_the_defaults_are_in_order(db):
    assert found(databases=["default"]) == []


@pytest.mark.parametrize(
    ("name", "value", "number", "says"),
    [
        ("PUBLIC_URL", "news.example", "E002", "not an absolute address"),
        ("PUBLIC_URL", "https://news.example/cms", "E002", "not an absolute address"),
        ("PUBLIC_URL", "ftp://news.example", "E002", "not an absolute address"),
        ("ARTICLE_URL", "https://news.example/{headline}/{id}", "E003", "{headline} is not known"),
        ("ARTICLE_URL", "https://news.example/{language}/", "E003", "needs slug or id"),
        ("ARTICLE_URL", "/{slug}", "E003", "does not begin with http"),
        ("ARTICLE_URL", "https://news.example/{slug", "E003", "expected '}'"),
        ("ARTICLE_URL", "https://news.example/{}", "E003", "{} is not known"),
        ("TAG_URL", "https://news.example/{section}/{slug}", "E003", "{section} is not known"),
        ("PREVIEW_URL", "https://news.example/?id={id}", "E003", "needs id and token"),
        ("NEWSROOM_LANGUAGES", [], "E004", "empty"),
        ("NEWSROOM_LANGUAGES", ["en", "russian!"], "E004", "'russian!'"),
        ("NEWSROOM_LANGUAGES", ["EN"], "E004", "'EN'"),
        ("SECRET_KEY", "short", "E005", "too short"),
        ("CACHE_URL", "memcached://127.0.0.1", "E006", "not a Redis"),
        ("OUTBOUND_ALLOW", ["10.0.0.0/33"], "E011", "10.0.0.0/33"),
        ("OUTBOUND_ALLOW", ["http://hooks"], "E011", "http://hooks"),
        ("PUBLIC_URL", "http://news.example", "W001", "in the clear"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_write(settings, name, value, number, says):
    setattr(settings, name, value)
    (finding,) = found()
    assert finding.id == f"standfirst.{number}"
    assert says in finding.msg
    assert finding.hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "https://news.example:8443"),
        ("ARTICLE_URL", "https://news.example/{language}/{section}/{slug}"),
        ("PREVIEW_URL", "https://news.example/preview?id={id}&token={token}"),
        ("NEWSROOM_LANGUAGES", ["en", "sr-Latn", "pt-BR", "es-419", "kk"]),
        ("CACHE_URL", "rediss://cache.example:6379/0"),
        ("OUTBOUND_ALLOW", ["10.1.0.0/16", "fd00::/8", "192.168.7.9", "hooks.internal"]),
    ],
)
def test_a_right_value_is_let_through(settings, name, value):
    setattr(settings, name, value)
    assert found() == []


def test_debug_is_refused_on_a_public_address(settings):
    settings.DEBUG, settings.PUBLIC_URL = True, "https://news.example"
    assert [finding.id for finding in found()] == ["standfirst.E005"]


def test_an_engine_that_is_not_supported_is_refused(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.mysql")
    assert [finding.id for finding in found()] == ["standfirst.E006"]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pragma", ["foreign_keys=OFF", "synchronous=OFF", "journal_mode=DELETE"])
def test_sqlite_without_its_settings_is_refused(pragma):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
    try:
        assert [finding.id for finding in found(databases=["default"])] == ["standfirst.E001"]
    finally:
        connection.close()


@pytest.mark.sqlite
def test_sqlite_transactions_that_do_not_lock_at_once_are_refused(db, monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", None)
    assert [finding.id for finding in found(databases=["default"])] == ["standfirst.E001"]
