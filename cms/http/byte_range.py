"""Which bytes of a file a client asks for (RFC 9110, section 14)."""

import re
from typing import NamedTuple

from cms.http.problem import Refusal

_SINGLE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.IGNORECASE | re.ASCII)


class RangeNotSatisfiable(Refusal):
    """The asked bytes lie behind the end of the file."""

    status = 416
    code = "range_not_satisfiable"
    title = "Range not satisfiable"


class ByteRange(NamedTuple):
    """The bytes from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """Return the number of bytes."""
        return self.last - self.first + 1


def parse(header: str, *, size: int) -> ByteRange | None:
    """Return the one range that a Range header asks for, cut to a file of `size` bytes.

    None means the whole file: the header is empty, malformed, of another unit, or asks for several
    ranges (all of which a server may ignore). Raises `RangeNotSatisfiable`.
    """
    match = _SINGLE.fullmatch(header)
    if match is None or match[0].endswith("=-"):
        return None
    first, last = (int(digits) if digits else None for digits in match.groups())
    if first is None:  # The last so many bytes.
        wanted = ByteRange(max(size - (last or 0), 0), size - 1)
    elif last is None or last >= first:
        wanted = ByteRange(first, size - 1 if last is None else min(last, size - 1))
    else:
        return None
    if wanted.length < 1:
        raise RangeNotSatisfiable(
            f"The file has {size} bytes: ask for a range that begins before its end.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return wanted
