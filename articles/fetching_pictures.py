"""Fetches the pictures that pushes name by their addresses, before any transaction begins.

Each passes the guarded door out (`cms.http.outbound`) and the gate for uploads, as if somebody had sent the file.
"""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from articles.inline_things import Pictures
from articles.referring import known_ids
from articles.submission import Inline, Submission, Target
from cms.http.outbound import fetch
from cms.http.outbound_errors import OutboundError
from cms.http.problem import FieldError, Refusal
from media.library import MOST_BYTES, Prepared, prepare

MOST_SECONDS = 30
MOST_PICTURES = 100


class TooManyPictures(Refusal):
    """One request asks for more pictures than it may."""

    status = 422
    code = "too_many_pictures"
    title = "Too many pictures at once"


def fetched_pictures(
    submissions: Iterable[Submission], *, permits: Callable[[Target], None]
) -> Pictures:
    """Return the pictures that are not here yet, ready to be made known; call it outside any transaction.

    Where one cannot be had, the refusal that says why is in its place. Raises `TooManyPictures`, and what `permits`
    raises for a caller that may add no images.
    """
    wanted = {
        one.pointer: one
        for submission in submissions
        if not submission.problems
        for one in submission.inline
        if one.pointer.target is Target.IMAGE and "url" in one.values
    }
    if not wanted:
        return {}
    missing = {pointer: wanted[pointer] for pointer in wanted.keys() - known_ids(wanted).keys()}
    if len(missing) > MOST_PICTURES:
        raise TooManyPictures(
            f"{len(missing):,} pictures are to be fetched; at most {MOST_PICTURES} in one request: send less at once."
        )
    if missing:
        permits(Target.IMAGE)
    return {pointer: _fetched(inline) for pointer, inline in missing.items()}


def _fetched(inline: Inline) -> Prepared | Refusal:
    values = {name: value for name, value in inline.values.items() if name != "url"}
    values |= {
        "external_source": inline.pointer.source,
        "external_id": inline.pointer.external_id,
    }
    try:
        return fetched_picture(inline.values["url"], values)
    except Refusal as refusal:
        return refusal


def fetched_picture(url: object, values: Mapping[str, Any]) -> Prepared:
    """Fetch one picture and look at it; raises `NotFetched`, `ImageRefused`."""
    with tempfile.TemporaryFile() as file:
        download(url, file)
        return prepare(
            content=file, filename=_name(url), values=values, by=None, allow_duplicate=True
        )


def _name(url: object) -> str:
    return unquote(urlsplit(str(url)).path.rpartition("/")[2])


class NotFetched(Refusal):
    """A picture could not be had from its address."""

    status = 422
    code = "not_fetched"
    title = "The picture could not be fetched"


def download(url: object, file: IO[bytes]) -> None:
    """Write what is at an address into a file and rewind it; raises `NotFetched` with the reason."""
    if not isinstance(url, str):
        raise NotFetched(errors=[FieldError("url", "not_text", "url: write an address as a text.")])
    try:
        fetch(url, max_bytes=MOST_BYTES, total_seconds=MOST_SECONDS, accept="image/*", into=file)
    except OutboundError as error:
        raise NotFetched(errors=[FieldError("url", error.code, str(error))]) from error
    file.seek(0)
