"""Filters by label: repeated parameters are AND, commas are OR, a leading minus is "none of"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cms.http.values import BadValueError, Slug

MAX_LABELS = 100
NEITHER = "-"


@dataclass(frozen=True, slots=True)
class Labels:
    """Which labels a thing must carry: one of each group in `all_of`, and none of `none_of`.

    `tag=a,b&tag=c&tag=-d,e` is `Labels(all_of=(("a", "b"), ("c",)), none_of=("d", "e"))`.
    """

    all_of: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all_of or self.none_of)

    def __iter__(self) -> Iterator[str]:
        """Yield every label that is named, once."""
        yield from dict.fromkeys(
            [*(word for group in self.all_of for word in group), *self.none_of]
        )


def read_labels(values: Iterable[str]) -> Labels:
    """Return what the values of a repeated parameter ask for; BadValueError when one is wrong."""
    all_of: list[tuple[str, ...]] = []
    none_of: list[str] = []
    for value in values:
        if value.startswith(NEITHER):
            none_of += _words(value.removeprefix(NEITHER))
        else:
            all_of.append(tuple(dict.fromkeys(_words(value))))
    asked = Labels(tuple(dict.fromkeys(all_of)), tuple(dict.fromkeys(none_of)))
    if len(list(asked)) > MAX_LABELS:
        raise BadValueError("too_many", f"{MAX_LABELS} labels are the most.")
    return asked


def _words(value: str) -> list[str]:
    words = value.split(",")
    if any(word.startswith(NEITHER) for word in words):
        message = f"A minus goes before the whole list: {NEITHER}a,b is neither a nor b."
        raise BadValueError("stray_minus", message)
    return [Slug().read(word) for word in words]
