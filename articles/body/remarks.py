"""What a writer is told when a body was not kept as it came."""

from typing import NamedTuple

MAX_EXCERPT = 120


class Remark(NamedTuple):
    """One remark: a stable code, a sentence, the first place it is about, how often it came."""

    code: str
    message: str
    excerpt: str
    times: int = 1


class Remarks:
    """Remarks in the order of their first appearance; the same remark is counted, not repeated."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[str, int]] = {}

    def add(self, code: str, message: str, excerpt: str = "") -> None:
        """Record one remark about `excerpt`, shortened to its beginning."""
        first, times = self._found.get((code, message), (shorten(excerpt), 0))
        self._found[code, message] = (first, times + 1)

    def all(self) -> list[Remark]:
        """Return every remark once."""
        return [
            Remark(code, message, excerpt, times)
            for (code, message), (excerpt, times) in self._found.items()
        ]


def shorten(excerpt: str) -> str:
    """Return the beginning of a long excerpt, marked as cut."""
    return excerpt if len(excerpt) <= MAX_EXCERPT else excerpt[: MAX_EXCERPT - 1] + "…"
