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
from tempfile import TemporaryDirectory
from typing import Any, Final

from PIL import Image

from media.credential_states import INVALID
from media.darkroom.content_credentials import read_credentials
from media.darkroom.development import Wanted, develop, encode
from media.darkroom.inspection import inspect
from media.darkroom.refusal import FileRefused
from media.darkroom.signing import Identity, Sign, SigningFailedError, signer
from media.darkroom.structure import damaged

READY: Final = "ready"
MOST_MEMORY_BYTES: Final = 1_500_000_000
CPU_SECONDS: Final = {"inspect": 8, "credentials": 8, "try_signing": 8, "develop": 60}
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
    """Do one job and return its result, or `{"refused": {"code", "message"}}`, with `failure` when it was a defect.

    `{"unavailable": message}` says that it was not the file's fault.
    """
    _limit_processor(CPU_SECONDS[job["do"]])
    try:
        return _JOBS[job["do"]](job)
    except FileRefused as refusal:
        return {"refused": {"code": refusal.code, "message": refusal.message}}
    except SigningFailedError as error:
        return {"unavailable": f"Renditions cannot be signed: {error}"}
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


def _credentials(job: Job) -> Job:
    anchors = Path(job["anchors"]) if job["anchors"] else None
    return {"credentials": read_credentials(Path(job["path"]), anchors)._asdict()}


def _try_signing(job: Job) -> Job:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        path.write_bytes(encode(Image.new("RGB", (8, 8)), "jpeg", b""))
        sign = _sign(job | {"path": str(path)})
        assert sign  # noqa: S101 - asked for by who signs
        path.write_bytes(sign(path.read_bytes(), "jpeg"))
        found = read_credentials(path, None)
    if found.state == INVALID:
        raise SigningFailedError(", ".join(found.problems))
    return {}


def _develop(job: Job) -> Job:
    wanted = {Wanted(*one["recipe"]): Path(one["out"]) for one in job["wanted"]}
    made = []
    renditions = develop(
        Path(job["path"]),
        [*wanted],
        focal_point=(job["focal_x"], job["focal_y"]),
        packet=base64.b64decode(job["packet"]),
        sign=_sign(job),
    )
    for one, content in renditions:
        _write(wanted[one], content)
        made.append(
            {"recipe": [*one], "bytes": len(content), "sha256": sha256(content).hexdigest()}
        )
    return {"made": made}


def _sign(job: Job) -> Sign | None:
    """Return what signs the renditions, None when nobody does."""
    if not (given := job["signing"]):
        return None
    identity = Identity(Path(given["certificates"]), Path(given["key"]), given["algorithm"])
    return signer(identity, Path(job["path"]), given["title"])


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _too_slow(_signal: int, _frame: types.FrameType | None) -> None:
    raise FileRefused(
        "too_expensive", "The picture takes too long to decode: export it again, smaller."
    )


_JOBS: Final[dict[str, Callable[[Job], Job]]] = {
    "inspect": _inspect,
    "credentials": _credentials,
    "try_signing": _try_signing,
    "develop": _develop,
}

if __name__ == "__main__":
    main()
