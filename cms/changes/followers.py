"""Who follows the log from within the service: the apps above say so."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Follower(NamedTuple):
    """Somebody with a place in the log: a name for people, and the last number seen."""

    name: str
    seq: int


_listers: list[Callable[[], Iterable[Follower]]] = []


def register_followers(lister: Callable[[], Iterable[Follower]]) -> None:
    """Say who follows."""
    _listers.append(lister)


def followers() -> list[Follower]:
    """Return all followers, those furthest behind first."""
    return sorted((one for lister in _listers for one in lister()), key=lambda one: one.seq)
