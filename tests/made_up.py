"""Requests that were made up on one database and are sent again on the other.

Making a request up takes ten times as long as answering it, so `python -m tests` names a folder, in
TEST_REQUESTS: the first run leaves its requests there, and the second finds them.
"""

import hashlib
import io
import os
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from schemathesis.core import NOT_SET
from schemathesis.core.parameters import DelimitedValue
from schemathesis.generation.case import Case
from schemathesis.schemas import APIOperation
from schemathesis.transport.serialization import Binary

UNSET = "nothing is set"


class _Writer(pickle.Pickler):
    """Names what is one of a kind instead of writing it down."""

    def persistent_id(self, thing: Any) -> Any:
        if isinstance(thing, APIOperation):
            return thing.path, thing.method
        return UNSET if thing is NOT_SET else None

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, Case):
            return _revived, ({name: getattr(thing, name) for name in Case.__slots__},)
        if isinstance(thing, DelimitedValue):
            return DelimitedValue, (str(thing), thing.encoded)
        if isinstance(thing, Binary):
            return Binary, (thing.data,)
        return NotImplemented


def _revived(values: dict[str, Any]) -> Case:
    case = object.__new__(Case)
    for name, value in values.items():
        object.__setattr__(case, name, value)  # Its own way takes this for a change.
    return case


class _Reader(pickle.Unpickler):
    def __init__(self, file: Any, schema: Any) -> None:
        super().__init__(file)
        self._schema = schema

    def persistent_load(self, name: Any) -> Any:
        if name == UNSET:
            return NOT_SET
        path, method = name
        return self._schema[path][method.upper()]


def file_for(*about: object) -> Path | None:
    """Return where the requests about something are kept in this run, if they are kept."""
    folder = os.environ.get("TEST_REQUESTS")
    name = hashlib.sha256(repr(about).encode()).hexdigest()
    return Path(folder) / name if folder else None


def written(case: Case) -> bytes:
    """Return a request as it can be kept. Take it before it is sent: sending adds to it."""
    out = io.BytesIO()
    _Writer(out).dump(case)
    return out.getvalue()


def keep(file: Path, requests: Iterable[bytes]) -> None:
    file.write_bytes(pickle.dumps([*requests]))


def kept(file: Path, schema: Any) -> list[Case]:
    """Return the requests of an earlier run, for the same description of the API."""
    return [_Reader(io.BytesIO(one), schema).load() for one in pickle.loads(file.read_bytes())]
