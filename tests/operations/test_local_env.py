import pytest

from cms import env
from cms.operations.local_env import remember


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "var" / "local.env"
    monkeypatch.setattr(env, "LOCAL_ENV_FILE", path)
    return path


def test_a_value_is_written_and_then_replaced(file):
    remember("PUBLIC_URL", "http://127.0.0.1:1")
    remember("PUBLIC_URL", "http://127.0.0.1:2")
    assert file.read_text().splitlines()[1:] == ["PUBLIC_URL=http://127.0.0.1:2"]


def test_other_lines_stay(file):
    file.parent.mkdir()
    file.write_text("TIME_ZONE=Asia/Almaty\n# a note\n")
    remember("PUBLIC_URL", "http://127.0.0.1:1")
    assert {"TIME_ZONE=Asia/Almaty", "# a note"} < set(file.read_text().splitlines())


def test_a_word_that_only_begins_alike_stays(file):
    file.parent.mkdir()
    file.write_text("PUBLIC_URL_OLD=x\n")
    remember("PUBLIC_URL", "y")
    assert "PUBLIC_URL_OLD=x" in file.read_text()
