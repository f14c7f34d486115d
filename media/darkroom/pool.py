"""The parent's side: a few child processes that decode pictures, kept for the next one and replaced in time.

Starting a process from a server with threads is safe here because nothing of the parent is copied into it: it is a
new program, not a fork.
"""

import atexit
import base64
import json
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

from cms.http.problem import Unavailable
from media.credential_states import INVALID, Credentials
from media.darkroom.development import Wanted
from media.darkroom.inspection import Inspection
from media.darkroom.refusal import FileRefused

logger = logging.getLogger(__name__)

MOST_CHILDREN: Final = 2
# A child that has seen so many files is replaced: what a decoder may have leaked leaves with it.
JOBS_OF_A_CHILD: Final = 50
DEADLINE_SECONDS: Final = {
    "inspect": 20.0,
    "credentials": 20.0,
    "try_signing": 20.0,
    "develop": 120.0,
}
START_SECONDS: Final = 30.0
_PROJECT: Final = Path(__file__).resolve().parents[2]
_RETRY_SECONDS: Final = 5


class _Child:
    """One child process, ready for jobs; raises `Unavailable` when it cannot start."""

    def __init__(self) -> None:
        self.jobs = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "media.darkroom.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_PROJECT,
            text=True,
        )
        # What is wrong with this machine must not be blamed on the file.
        if self._next_line(START_SECONDS) is None:
            self.end()
            logger.error("The decoder cannot start: try python -m media.darkroom.child")
            raise Unavailable(
                "Pictures cannot be decoded at the moment: try again, or tell the administrator.",
                retry_after=_RETRY_SECONDS,
            )

    def run(self, job: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the answer to a job, or None when the child died or took too long."""
        self.jobs += 1
        try:
            assert self.process.stdin  # noqa: S101 - it is a pipe
            self.process.stdin.write(json.dumps(job) + "\n")
            self.process.stdin.flush()
        except OSError:
            return None
        line = self._next_line(DEADLINE_SECONDS[job["do"]])
        return cast("dict[str, Any]", json.loads(line)) if line else None

    def _next_line(self, seconds: float) -> str | None:
        """Return what the child says next; it is killed, and None returned, when it says nothing in time."""
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        try:
            assert self.process.stdout  # noqa: S101 - it is a pipe
            line = self.process.stdout.readline()
        finally:
            timer.cancel()
        return line if line.endswith("\n") else None

    @property
    def is_worn(self) -> bool:
        return self.jobs >= JOBS_OF_A_CHILD or self.process.poll() is not None

    def end(self) -> None:
        """Kill the process and collect what the system keeps of it."""
        self.process.kill()
        self.process.communicate()


_idle: queue.LifoQueue[_Child] = queue.LifoQueue()
_places = threading.BoundedSemaphore(MOST_CHILDREN)


def inspect_file(path: Path) -> Inspection:
    """Say what a file is, decoded whole in a child; raises `FileRefused`."""
    return cast("Inspection", _run({"do": "inspect", "path": str(path)})["found"])


def credentials_of(path: Path, *, anchors: str) -> Credentials:
    """Read and verify a file's Content Credentials in a child; one that they kill makes them invalid."""
    job = {"do": "credentials", "path": str(path), "anchors": anchors}
    try:
        found = _run(job)["credentials"]
    except FileRefused:
        return Credentials(state=INVALID, problems=("The manifest cannot be read.",))
    return Credentials(**found | {"problems": tuple(found["problems"])})


def try_signing(signing: Mapping[str, str]) -> None:
    """Sign a picture of nothing in a child, as renditions are; raises `Unavailable` when that fails."""
    _run({"do": "try_signing", "signing": {**signing, "title": "trial"}})


def develop_file(
    original: Path,
    wanted: Mapping[Wanted, Path],
    *,
    focal_point: tuple[float, float],
    packet: bytes,
    signing: Mapping[str, str] | None = None,
) -> Sequence[dict[str, Any]]:
    """Make renditions in a child, each written to its path; returns `{recipe, bytes, sha256}` of each.

    `signing` holds the paths `certificates` and `key`, the `algorithm` and the `title`. Raises `FileRefused`.
    """
    job = {
        "do": "develop",
        "path": str(original),
        "wanted": [{"recipe": [*one], "out": str(out)} for one, out in wanted.items()],
        "focal_x": focal_point[0],
        "focal_y": focal_point[1],
        "packet": base64.b64encode(packet).decode(),
        "signing": signing,
    }
    return cast("Sequence[dict[str, Any]]", _run(job)["made"])


def _run(job: Mapping[str, Any]) -> dict[str, Any]:
    with _places:
        child = _next_child()
        answer = child.run(job)
        if answer is None or child.is_worn:
            child.end()
        else:
            _idle.put(child)
    if answer is None:
        raise FileRefused(
            "too_expensive", "The picture could not be decoded in time: export it again, smaller."
        )
    if failure := answer.get("failure"):
        logger.error("A decoder failed in a way that is not foreseen: %s", failure)
    if unavailable := answer.get("unavailable"):
        logger.error(unavailable)
        raise Unavailable(unavailable, retry_after=_RETRY_SECONDS)
    if refused := answer.get("refused"):
        raise FileRefused(refused["code"], refused["message"])
    return answer


def _next_child() -> _Child:
    while True:
        try:
            child = _idle.get_nowait()
        except queue.Empty:
            return _Child()
        if not child.is_worn:
            return child
        child.end()


@atexit.register
def end_children() -> None:
    """End the children that wait for work; the next job starts a new one."""
    while not _idle.empty():
        _idle.get_nowait().end()
