"""Finds groups of images in the library that have the same file or look the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from uuid import UUID

from media.likenesses import MOST_DIFFERENCE, bands, difference, near_bands
from media.models import Image

MOST_GROUPS: Final = 20
# So many images are looked at for one page at most; the next page goes on behind them.
MOST_LOOKED_AT: Final = 5_000


class GroupPage(NamedTuple):
    """Groups of two images or more, the newest first; `after` is where the next page begins, None at the end."""

    groups: list[list[Image]]
    after: UUID | None


class _Fingerprint(NamedTuple):
    id: UUID
    sha256: str
    hash: int


def duplicate_groups(*, after: UUID | None = None) -> GroupPage:
    """Return the next groups, each with its images from the oldest to the newest; two queries.

    An image belongs to a group when it has the same bytes as one of it, or differs from one in six bits of the
    perceptual hash at most.
    """
    rows = (
        Image.objects.filter(killed_at=None)
        .exclude(sha256="")
        .order_by("-id")
        .values_list("id", "sha256", "perceptual_hash")
    )
    prints = [_Fingerprint(id_, sha256, hash_ or 0) for id_, sha256, hash_ in rows]
    found, goes_on = _groups(prints, after)
    wanted = Image.objects.in_bulk([one.id for group in found for one in group])
    groups = [
        sorted((wanted[one.id] for one in group), key=lambda image: image.id) for group in found
    ]
    return GroupPage(groups, goes_on)


def _groups(
    prints: list[_Fingerprint], after: UUID | None
) -> tuple[list[set[_Fingerprint]], UUID | None]:
    index = _Index(prints)
    found: list[set[_Fingerprint]] = []
    seen: set[_Fingerprint] = set()
    waiting = [one for one in prints if after is None or one.id < after]
    for looked_at, one in enumerate(waiting):
        if len(found) == MOST_GROUPS or looked_at == MOST_LOOKED_AT:
            return found, waiting[looked_at - 1].id
        if one in seen:
            continue
        group = index.group_of(one)
        seen |= group
        # A group is listed where its newest image is: an earlier page may have shown it.
        if len(group) > 1 and max(group).id == one.id:
            found.append(group)
    return found, None


class _Index:
    """Leads from a fingerprint to those that are near it without comparing it with all of them."""

    def __init__(self, prints: Iterable[_Fingerprint]) -> None:
        self.by_file: dict[str, list[_Fingerprint]] = defaultdict(list)
        self.by_band: dict[tuple[int, int], list[_Fingerprint]] = defaultdict(list)
        for one in prints:
            self.by_file[one.sha256].append(one)
            for band in bands(one.hash) if one.hash else ():
                self.by_band[band].append(one)

    def group_of(self, first: _Fingerprint) -> set[_Fingerprint]:
        """Return a fingerprint with all that are near it, or near one that is."""
        group, waiting = {first}, [first]
        while waiting:
            near = {*self._near(waiting.pop())} - group
            group |= near
            waiting += near
        return group

    def _near(self, one: _Fingerprint) -> Iterator[_Fingerprint]:
        yield from self.by_file[one.sha256]
        for band in near_bands(one.hash) if one.hash else ():
            for other in self.by_band.get(band, ()):
                if difference(one.hash, other.hash) <= MOST_DIFFERENCE:
                    yield other
