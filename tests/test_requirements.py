"""The locks: what a fresh machine installs."""

import re
import tomllib

import pytest

from tests.conftest import ROOT

REQUIREMENTS = ROOT / "requirements"
PARTS = ["runtime", "s3", "c2pa", "dev"]
LOCKS = [f"{part}.txt" for part in PARTS]


def names(file):
    """Return the packages that a file asks for, in one spelling."""
    lines = (REQUIREMENTS / file).read_text().splitlines()
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith("-"))
    return {re.sub(r"[._-]+", "-", match[0]).lower() for match in found if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock):
    assert "://" not in (REQUIREMENTS / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_version_is_exact_and_hashed(lock):
    text = (REQUIREMENTS / lock).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"\S+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("part", PARTS)
def test_everything_asked_for_is_locked(part):
    assert names(f"{part}.in") <= names(f"{part}.txt")


@pytest.mark.parametrize("lock", LOCKS[:-1])
def test_the_development_lock_agrees_with_the_others(lock):
    other, dev = ((REQUIREMENTS / name).read_text() for name in (lock, "dev.txt"))
    pins = re.findall(r"^(\S+==\S+)", other, re.MULTILINE)
    assert [pin for pin in pins if pin not in dev] == []


def test_the_install_script_takes_the_pythons_that_the_project_takes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == ">=3.11,<3.14"
    assert "(3, 11) <= sys.version_info[:2] <= (3, 13)" in (REQUIREMENTS / "install.sh").read_text()
