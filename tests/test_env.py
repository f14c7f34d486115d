import stat
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms import env
from cms.operations.environment_page import page
from tests.conftest import ROOT


def test_the_page_of_variables_is_what_the_code_reads():
    written = (ROOT / "docs" / "environment.md").read_text()
    assert written == page(), "python -m cms.operations.environment_page > docs/environment.md"


@pytest.mark.parametrize(("word", "value"), [("true", True), ("on", True), ("0", False)])
def test_a_flag_is_read(monkeypatch, word, value):
    monkeypatch.setenv("DEBUG", word)
    assert env.flag("DEBUG") is value


@pytest.mark.parametrize(
    ("read", "name", "word"),
    [
        (env.flag, "DEBUG", "maybe"),
        (env.number, "DATABASE_STATEMENT_TIMEOUT_MS", "-5"),
        (env.number, "DATABASE_STATEMENT_TIMEOUT_MS", "٣"),
        (lambda name: env.choice(name, ["INFO"]), "LOG_LEVEL", "LOUD"),
    ],
)
def test_a_word_that_means_nothing_is_refused_with_its_name(monkeypatch, read, name, word):
    monkeypatch.setenv(name, word)
    with pytest.raises(ImproperlyConfigured, match=rf"{name}=.*: write "):
        read(name)


def test_an_empty_variable_counts_as_its_default(monkeypatch):
    monkeypatch.setenv("TIME_ZONE", "")
    assert env.text("TIME_ZONE") == "UTC"


def test_words_are_split_at_commas(monkeypatch):
    monkeypatch.setenv("NEWSROOM_LANGUAGES", "en, kk ,,ru")
    assert env.words("NEWSROOM_LANGUAGES") == ["en", "kk", "ru"]


def test_a_sockets_folder_is_a_host(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me@%2Frun%2Fpg/news?pool=true")
    database = env.database()
    assert (database["HOST"], database["NAME"]) == ("/run/pg", "news")
    assert database["OPTIONS"]["pool"] is True


def test_the_key_is_made_once_and_only_its_owner_reads_it(monkeypatch, tmp_path):
    monkeypatch.setattr(env, "VAR_DIR", tmp_path / "var")
    monkeypatch.setenv("SECRET_KEY", "")
    first = env.secret_key()
    assert len(first) > 50
    assert env.secret_key() == first
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_what_make_run_wrote_fills_in_and_the_environment_counts_more(tmp_path):
    (tmp_path / "local.env").write_text("# a note\nTIME_ZONE=Asia/Almaty\nLANGUAGE_CODE=kk\n")
    question = "from cms import env; print(env.text('TIME_ZONE'), env.text('LANGUAGE_CODE'))"
    answer = subprocess.run(
        [sys.executable, "-c", question],
        env={"VAR_DIR": str(tmp_path), "TIME_ZONE": "Asia/Tokyo"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == "Asia/Tokyo kk\n"
