"""`manage.py import_article_page`: plain-text article pages, from files, a folder or standard input."""

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.body import BodyRefused
from articles.importing import ImportOrder, Photo, import_page
from articles.importing.telling import summary, understanding
from articles.page import LONGEST_PAGE, PageRefused, decode, read_page
from articles.sourcing import LONGEST_NAME
from cms.http.problem import Refusal
from cms.http.texts import text_problem
from media.library import MOST_BYTES

STANDARD_INPUT = "-"
# A letter has at most four bytes in UTF-8.
MOST_PAGE_BYTES = 4 * LONGEST_PAGE
_REFUSALS = (PageRefused, BodyRefused, Refusal, OSError)


class _File(NamedTuple):
    """A page to import: what to call it, and where it is (None: standard input)."""

    name: str
    path: Path | None


class Command(BaseCommand):
    """Import article pages; each file is stored whole or not at all."""

    help = "Import plain-text article pages: headline, photo credit, paragraphs, latest headlines."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what may be asked for."""
        parser.add_argument(
            "files",
            nargs="+",
            metavar="FILE",
            help="A page, a folder of *.txt pages, or - (standard input).",
        )
        parser.add_argument("--image", metavar="FILE", help="The page's picture.")
        parser.add_argument("--alt", metavar="TEXT", default="", help="What the picture shows.")
        parser.add_argument(
            "--publish", action="store_true", help="Publish the article and the headlines."
        )
        parser.add_argument(
            "--published-at",
            metavar="TIME",
            help="The page's own time, such as 2025-12-05T09:30:00+05:00; default: now.",
        )
        parser.add_argument(
            "--source",
            metavar="NAME",
            default="",
            help="Who reports the page, if the text does not say.",
        )
        parser.add_argument(
            "--language",
            metavar="CODE",
            default="",
            help="The page's language; default: read from its letters.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Show what is understood; store nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file, say what became of it, and fail at the end if one was refused."""
        files = [file for given in options["files"] for file in _files(given)]
        if len(files) > 1 and (options["image"] or options["alt"]):
            raise CommandError("--image and --alt belong to one page: import it by itself.")
        order = _order(options)
        refused = [
            file.name for file in files if not self._import(file, order, alone=len(files) == 1)
        ]
        if refused:
            raise CommandError(
                f"{len(refused)} of {len(files)} pages were refused and stored nothing: {', '.join(refused)}"
            )

    def _import(self, file: _File, order: ImportOrder, *, alone: bool) -> bool:
        try:
            page = read_page(decode(_bytes_of(file)))
            if order.is_rehearsal:
                self.stdout.write(understanding(page, order))
            imported = import_page(page=page, order=order)
        except _REFUSALS as refusal:
            message = f"{file.name}: {_sentence(refusal)}"
            if alone:
                raise CommandError(message) from refusal
            self.stderr.write(message)
            return False
        except DatabaseError as error:
            raise CommandError(
                f"{file.name}: the database refused the page: {_sentence(error)}"
            ) from error
        self.stdout.write(f"{file.name}: {summary(imported, order)}")
        return True


def _files(given: str) -> Iterator[_File]:
    if given == STANDARD_INPUT:
        yield _File("standard input", None)
        return
    path = Path(given)
    if not path.is_dir():
        yield _File(_printable(given), path)
        return
    pages = sorted(page for page in path.glob("*.txt") if page.is_file())
    if not pages:
        raise CommandError(f"{_printable(given)}: the folder holds no *.txt page.")
    yield from (_File(_printable(str(page)), page) for page in pages)


def _order(options: dict[str, Any]) -> ImportOrder:
    languages = settings.NEWSROOM_LANGUAGES
    if options["language"] and options["language"] not in languages:
        raise CommandError(f"--language: write one of {', '.join(languages)}.")
    if problem := text_problem("--source", options["source"], LONGEST_NAME):
        raise CommandError(problem.message)
    content = None
    if options["image"]:
        try:
            content = _read(Path(options["image"]), MOST_BYTES)
        except OSError as error:
            raise CommandError(
                f"--image {_printable(options['image'])}: {_sentence(error)}"
            ) from error
    return ImportOrder(
        language=options["language"],
        source=options["source"],
        photo=Photo(content, options["alt"].strip()),
        publish=options["publish"],
        published_at=_moment(options["published_at"]),
        is_rehearsal=options["dry_run"],
    )


def _moment(given: str | datetime | None) -> datetime | None:
    """Return the moment; one without an offset is in TIME_ZONE."""
    if given is None:
        return None
    try:
        moment = given if isinstance(given, datetime) else parse_datetime(given)
        if moment is not None:
            return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    except (ValueError, OverflowError):
        pass
    raise CommandError("--published-at: write a date and time such as 2025-12-05T09:30:00+05:00.")


def _bytes_of(file: _File) -> bytes:
    if file.path is not None:
        return _read(file.path, MOST_PAGE_BYTES)
    return _within(sys.stdin.buffer.read(MOST_PAGE_BYTES + 1), MOST_PAGE_BYTES)


def _read(path: Path, most: int) -> bytes:
    """Return a file's bytes without ever holding more of it than may be."""
    with path.open("rb") as file:
        return _within(file.read(most + 1), most)


def _within(content: bytes, most: int) -> bytes:
    if len(content) > most:
        raise PageRefused(f"The file has more than {most:,} bytes: it is no article page.")
    return content


def _sentence(error: Exception) -> str:
    """Return what a refusal says, in one line."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(_printable(said).split())


def _printable(text: str) -> str:
    """Return a file's name so that it can be written, whatever bytes it is made of."""
    return os.fsencode(text).decode("utf-8", "backslashreplace")
