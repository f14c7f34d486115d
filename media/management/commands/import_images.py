"""`manage.py import_images`: picture files and folders of them, through the gate that every upload goes through."""

import json
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from tqdm import tqdm

from cms.http.problem import Unavailable
from media.description import ImageRefused, describe
from media.importing import Outcome, bring_in, picture_files, printable
from media.learning import default_language
from media.models import Determination, Image

_INTERRUPTED = 130
_STATUSES = ("accepted", "duplicate", "refused")


class Command(BaseCommand):
    """Import pictures; each file is stored whole or not at all."""

    help = "Import JPEG, PNG, WebP, AVIF and GIF files. A file that is here already is reported and changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what may be asked for."""
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", type=Path, help="A picture, or a folder of them."
        )
        parser.add_argument("--credit", metavar="TEXT", help="The credit line of all of them.")
        parser.add_argument("--alt", metavar="TEXT", help="What each of them shows.")
        parser.add_argument(
            "--language", metavar="CODE", default="", help="The language of --alt; default: yours."
        )
        parser.add_argument(
            "--digital-source-type", metavar="TERM", help="How they were made: a term of the IPTC."
        )
        parser.add_argument(
            "--report", metavar="FILE.jsonl", type=Path, help="Where to write what became of each."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file, say what became of it, and fail at the end if one was refused."""
        values = _values(options)
        files = _but_the_report(
            [file for path in options["paths"] for file in _files(path)], options["report"]
        )
        with _report(options["report"]) as report, _finishing_the_file_at_hand() as is_asked_to_end:
            counts = self._import(files, values, report, is_asked_to_end)
        done = counts.total()
        self.stdout.write(
            f"{done:,} of {len(files):,} files: "
            + ", ".join(f"{counts[status]:,} {status}" for status in _STATUSES)
        )
        if done < len(files):
            raise CommandError(
                "Stopped: run it again to bring in the others.", returncode=_INTERRUPTED
            )
        if counts["refused"]:
            raise CommandError(
                f"Refused, and nothing stored: {counts['refused']:,} of {done:,} files."
            )

    def _import(
        self,
        files: list[Path],
        values: dict[str, Any],
        report: TextIO | None,
        is_asked_to_end: Callable[[], bool],
    ) -> Counter[str]:
        counts: Counter[str] = Counter()
        with tqdm(total=len(files), unit=" files", disable=None) as bar:
            for file in files:
                if is_asked_to_end():
                    break
                outcome = _brought_in(file, values)
                counts[outcome.status] += 1
                if report:
                    report.write(json.dumps(outcome._asdict(), ensure_ascii=False) + "\n")
                    report.flush()
                bar.clear()
                self._tell(outcome)
                bar.update()
        return counts

    def _tell(self, outcome: Outcome) -> None:
        if outcome.status == "refused":
            self.stderr.write(f"{outcome.file}: {outcome.reason}")
        for remark in outcome.remarks:
            self.stderr.write(f"{outcome.file}: {remark}")


def _values(options: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of every image; raises `CommandError` for what the gate would refuse of each."""
    values: dict[str, Any] = {}
    if options["credit"] is not None:
        values["credit"] = options["credit"]
    if options["alt"] is not None:
        values["alt"] = {options["language"] or default_language(): options["alt"]}
    elif options["language"]:
        raise CommandError("--language is that of --alt: give both, or neither.")
    if options["digital_source_type"] is not None:
        values["digital_source_type"] = options["digital_source_type"]
        values["determined_by"] = Determination.EDITOR
    try:
        describe(Image(), values)
    except ImageRefused as refusal:
        raise CommandError(refusal.detail) from refusal
    return values


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise CommandError(f"{printable(path)}: there is no such file or folder.")
    if not (path.is_dir() or path.is_file()):
        raise CommandError(f"{printable(path)}: this is neither a file nor a folder.")
    try:
        files = list(picture_files(path))
    except OSError as error:
        raise CommandError(f"{printable(path)}: {error.strerror}.") from error
    if not files:
        raise CommandError(f"{printable(path)}: the folder is empty.")
    return files


def _but_the_report(files: list[Path], report: Path | None) -> list[Path]:
    """Return the files without an earlier run's report; raises `CommandError` for a report in place of a picture."""
    same = [file for file in files if report and file.resolve() == report.resolve()]
    if report and same and report.suffix != ".jsonl":
        raise CommandError(f"--report {printable(report)}: this is one of the files to import.")
    return [file for file in files if file not in same]


@contextmanager
def _report(path: Path | None) -> Iterator[TextIO | None]:
    """Open the report anew; it is made before anything is stored."""
    try:
        opened = path.open("w", encoding="utf-8") if path else nullcontext()
    except OSError as error:
        raise CommandError(
            f"--report {printable(path or Path())}: it cannot be written ({error.strerror})."
        ) from error
    with opened as report:
        yield report


@contextmanager
def _finishing_the_file_at_hand() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C end the run after the file at hand, so that the report is true; a second one ends it at once."""
    asked: list[int] = []

    def note(number: int, _frame: object) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, before)
        sys.stderr.write("\nStopping after this file…\n")

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _brought_in(file: Path, values: dict[str, Any]) -> Outcome:
    try:
        return bring_in(file, values)
    except Unavailable as refusal:
        raise CommandError(f"{printable(file)}: {refusal.detail}") from refusal
    except (DatabaseError, OSError) as error:
        raise CommandError(f"{printable(file)}: it could not be stored ({error}).") from error
