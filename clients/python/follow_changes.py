"""Keep a folder of JSON files in step with everything that a Standfirst newsroom has public.

    python follow_changes.py FOLDER --server https://news.example [--key KEY] [--only tag=trams] [--once]

Each thing is a file, FOLDER/<type>/<id>.json: its latest change with its document. Kill it whenever you like.
"""

import argparse
import json
import os
import random
import sys
import time
import uuid
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("folder", type=Path)
    words.add_argument("--server", default="http://127.0.0.1:8000")
    words.add_argument("--key", default="")
    words.add_argument("--only", action="append", default=[], help="a filter, such as language=en")
    words.add_argument("--once", action="store_true", help="end when everything is there")
    given = words.parse_args()
    query = [f"{given.server}/api/v1/changes/?include=document", *given.only]
    for half_written in given.folder.glob("**/*.new"):
        half_written.unlink()
    state = read(given.folder / "state.json") or {}
    has_more = True
    while has_more or not given.once:
        copy = state.setdefault("copy", str(uuid.uuid4()))
        place = [f"cursor={state['cursor']}"] if "cursor" in state else []
        page = ask("&".join([*query, *place, *([] if given.once else ["wait=30"])]), given.key)
        if page is None:  # The way on is lost. What the new copy lacks goes at its end.
            state = {}
            continue
        for change in page["results"]:
            apply(change, given.folder, copy)
        has_more = page["has_more"]
        if not has_more and "is_complete" not in state:
            for file in given.folder.glob("*/*.json"):
                if read(file)["copy"] != copy:
                    file.unlink()
            state["is_complete"] = True
        write(given.folder / "state.json", state := state | {"cursor": page["cursor"]})


def ask(url: str, key: str) -> dict | None:
    """Return a page, however long that takes; None when the way on is lost."""
    request = Request(url, headers={"Authorization": f"Bearer {key}"} if key else {})
    pause = 0.5
    while True:
        pause = min(2 * pause, 60) * random.uniform(0.8, 1)
        try:
            with urlopen(request, timeout=90) as answer:
                return json.load(answer)
        except HTTPError as refusal:
            if refusal.code == 410:
                return None
            if refusal.code != 429 and refusal.code < 500:
                sys.exit(f"{refusal.code}: {refusal.read().decode()}")
            pause = max(pause, int(refusal.headers.get("Retry-After") or 0))
        except (OSError, ValueError, HTTPException):
            pass  # Nobody answers, or half an answer came.
        time.sleep(pause)


def apply(change: dict, folder: Path, copy: str) -> None:
    """Store or delete one thing; a change that is older than what is stored is dropped."""
    file = folder / change["type"] / f"{change['id']}.json"
    stored = read(file) or {"copy": None}
    if stored["copy"] == copy and stored["version"] > change["version"]:
        return
    if change["operation"] in {"withdrawn", "left"}:
        file.unlink(missing_ok=True)
    elif change["document"]:  # Null when it has left since: a later change says so.
        write(file, change | {"copy": copy})


def read(file: Path) -> dict | None:
    return json.loads(file.read_bytes()) if file.exists() else None


def write(file: Path, value: dict) -> None:
    """Replace a file as a whole: whoever reads it finds the old or the new."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with (fresh := file.with_suffix(".new")).open("w") as out:
        json.dump(value, out)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)


if __name__ == "__main__":
    main()
