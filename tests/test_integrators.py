"""docs/integrators.md, followed with the fingers: every command of it, and every answer that it shows."""

import os
import re
import subprocess
import sys
import threading
from typing import NamedTuple

import pytest

from cms import env
from tests.conftest import ROOT
from tests.serving import free_port

# A newsroom of its own, as `make run` makes it, on the database that that uses.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
PAGE = ROOT / "docs" / "integrators.md"
MARK = "@@@ block"
START = f"""
set -e -o pipefail
trap 'kill $(jobs -p) 2> {os.devnull}' EXIT
"""
CHAPTERS = [
    "Keys", "Push an article", "Copy everything", "Follow changes", "Receive and verify a webhook",
]  # fmt: skip


class Block(NamedTuple):
    """A block of code: its language and what is in it."""

    language: str
    text: str


def blocks() -> list[Block]:
    found = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    return [Block(*one) for one in found]


def test_the_chapters_are_in_the_order_in_which_they_are_followed():
    assert re.findall(r"^## (.*)$", PAGE.read_text(), re.MULTILINE) == CHAPTERS


def test_every_command_works_and_answers_what_the_page_shows(child, tmp_path):
    port, receiver = free_port(), free_port()
    variables = dict.fromkeys(env.VARIABLES, "") | {
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "VAR_DIR": str(tmp_path / "newsroom"),
        "OUTBOUND_ALLOW": "127.0.0.1",
    }
    newsroom = child("django", "run", f"--port={port}", **variables)
    while "Try in another terminal" not in (line := newsroom.stdout.readline()):
        assert line
    threading.Thread(
        target=newsroom.stdout.read, daemon=True
    ).start()  # A full pipe would hold it up.
    here = {
        "http://127.0.0.1:8000": f"http://127.0.0.1:{port}",
        "9000": str(receiver),
        ".venv/bin/python": sys.executable,
        "python3": sys.executable,
        "var/": f"{tmp_path}/var/",
        "-p var\n": f"-p {tmp_path}/var\n",
    }
    commands = [place(block.text, here) for block in blocks() if block.language == "sh"]
    said = "".join(f"{command}\necho '{MARK}'\n" for command in commands)
    ran = subprocess.run(
        ["bash", "-c", START + said],
        env=os.environ | variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "urn:standfirst:problem" not in ran.stdout, ran.stdout[-3000:]
    for shown, answer in zip_shown(ran.stdout.split(MARK), here):
        assert re.search(pattern(shown), plain(answer)), (
            f"The page shows\n{shown}\nbut it was\n{answer}"
        )


def zip_shown(answers: list[str], here: dict[str, str]) -> list[tuple[str, str]]:
    """Return each answer that the page shows with what the commands before it said."""
    found, number = [], -1
    for language, text in blocks():
        if language == "sh":
            number += 1
        else:
            found.append((place(text, here), answers[number]))
    assert len(found) >= 6
    return found


def place(text: str, here: dict[str, str]) -> str:
    """Return the text with the addresses and folders of this test."""
    for of_the_page, ours in here.items():
        text = text.replace(of_the_page, ours)
    return text


def pattern(shown: str) -> str:
    """Return what an answer must look like: as it is shown, but for blanks, and anything for `…`."""
    return ".*?".join(re.escape(part) for part in plain(shown).split("…"))


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)
