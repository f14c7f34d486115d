"""The processor time that processes have used, as the Linux kernel counts it."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


class NoProcessorTimeError(Exception):
    """This system does not say what a process has used; the message says what does."""


def used_seconds(processes: Iterable[int]) -> float:
    """Return user and system time of the processes with all their threads, in seconds (to a hundredth)."""
    return sum(stat_seconds((PROC / str(process) / "stat").read_text()) for process in processes)


def stat_seconds(stat: str) -> float:
    """Return user and system time from a line of `/proc/<pid>/stat` (proc(5), fields 14 and 15)."""
    # The second field is the program's name, which may hold spaces and parentheses.
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children(process: int) -> list[int]:
    """Return the processes that a process has started."""
    _require_proc()
    entries = (entry for entry in PROC.iterdir() if entry.name.isdigit())
    return [int(entry.name) for entry in entries if _parent(entry) == process]


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0  # It ended while we looked.


def _require_proc() -> None:
    if not (PROC / "self" / "stat").exists():
        raise NoProcessorTimeError(
            "Processor time is read from /proc: run the benchmark on Linux, or in a Linux container."
        )
