"""What `make` says on a machine that cannot make a virtual environment."""

import shutil
import subprocess

import pytest

from tests.conftest import ROOT

OLD = 'case "$2" in *version_info*) exit 1;; esac; echo Python 3.9.2'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; esac'


@pytest.fixture
def install(tmp_path):
    """Return a function that installs on a machine whose only python3 is the given script."""
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("rm", "touch"):
        (programs / name).symlink_to(shutil.which(name))

    def run(python3=None):
        if python3:
            (programs / "python3").write_text(f"#!/bin/sh\n{python3}\n")
            (programs / "python3").chmod(0o755)
        return subprocess.run(
            ["/bin/sh", "requirements/install.sh", "runtime"],
            env={"PATH": str(programs)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_an_old_python_is_named_with_what_to_install(install):
    refused = install(OLD)
    assert refused.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13 (found: Python 3.9.2)" in refused.stderr
    assert "apt-get install python3 python3-venv" in refused.stderr


def test_no_python_at_all_is_said(install):
    refused = install()
    assert refused.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in refused.stderr


def test_a_python_without_venv_is_told_the_one_package_to_install(install):
    refused = install(WITHOUT_VENV)
    assert refused.returncode == 1
    assert refused.stderr.strip().endswith("apt-get install python3-venv")


def test_a_refusal_leaves_no_half_made_environment(install, tmp_path):
    install(WITHOUT_VENV)
    assert not (tmp_path / ".venv").exists()
