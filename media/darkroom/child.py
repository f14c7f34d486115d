"""The child process in which pictures are decoded: `python -m media.darkroom.child`.

It says `READY`, then reads one job a line from standard input and writes one answer a line (JSON). Its memory and its
CPU time are limited by the system, so a hostile file can end this process and nothing else.
"""

import base64
import json
import os
import resource
import signal
import sys
import traceback
import types
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from media.darkroom.development import Wanted, develop
from media.darkroom.inspection import inspect
from media.darkroom.refusal import FileRefused
from media.darkroom.structure import damaged

READY: Final = "ready"
MOST_MEMORY_BYTES: Final = 1_500_000_000
CPU_SECONDS: Final = {"inspect": 8, "develop": 60}
# The job is told to give up a little before the system ends the process, so that it can still say why.
_WARNING_SECONDS: Final = 1.5

Job = dict[str, Any]


def main() -> None:
    """Work through the jobs until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _too_slow)
    # Ctrl-C is for the parent, which ends us when it is done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _say(READY)
    for line in sys.stdin:
        _say(json.dumps(answer(json.loads(line))))


def answer(job: Job) -> Job:
    """Do one job and return its result, or `{"refused": {"code", "message"}}`, with `failure` when it was a defect."""
    _limit_processor(CPU_SECONDS[job["do"]])
    try:
        return _JOBS[job["do"]](job)
    except FileRefused as refusal:
        return {"refused": {"code": refusal.code, "message": refusal.message}}
    except MemoryError:
        message = "The picture needs too much memory: export it smaller."
        return {"refused": {"code": "too_expensive", "message": message}}
    except Exception:  # noqa: BLE001 - whatever a decoder may raise, the file is at fault; the parent logs it
        refused = {"code": damaged().code, "message": damaged().message}
        return {"refused": refused, "failure": traceback.format_exc()}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_processor(seconds: int) -> None:
    """Give the next job so much CPU time: a signal to Python shortly before, then the end of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_PROF, seconds - _WARNING_SECONDS)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _inspect(job: Job) -> Job:
    return {"found": inspect(Path(job["path"]))}


def _develop(job: Job) -> Job:
    wanted = {Wanted(*one["recipe"]): Path(one["out"]) for one in job["wanted"]}
    made = []
    renditions = develop(
        Path(job["path"]),
        [*wanted],
        focal_point=(job["focal_x"], job["focal_y"]),
        packet=base64.b64decode(job["packet"]),
    )
    for one, content in renditions:
        _write(wanted[one], content)
        made.append(
            {"recipe": [*one], "bytes": len(content), "sha256": sha256(content).hexdigest()}
        )
    return {"made": made}


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _too_slow(_signal: int, _frame: types.FrameType | None) -> None:
    raise FileRefused(
        "too_expensive", "The picture takes too long to decode: export it again, smaller."
    )


_JOBS: Final[dict[str, Callable[[Job], Job]]] = {"inspect": _inspect, "develop": _develop}

if __name__ == "__main__":
    main()
