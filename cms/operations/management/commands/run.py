"""`manage.py run`: everything on one machine, from an empty folder; `make run` calls it."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.operations import first_steps
from cms.operations.addresses import address, refuse_taken_port
from cms.operations.local_env import remember
from cms.operations.processes import Processes
from cms.operations.stopping import stop_event

EDITOR = "editor"
READY_SECONDS = 60


class Command(BaseCommand):
    """Prepare the database, then run the server and the worker until either ends."""

    help = "Prepares everything and runs the server and the worker, stopped together."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        refuse_taken_port(host, port)
        base = address(host, port)
        _settle_public_url(base)
        self._prepare()
        self._run(host, port, base)

    def _prepare(self) -> None:
        self.stdout.write("Preparing the database and the static files ...")
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        for name in ("load_sample_newsroom", "rebuild_documents"):
            if name in get_commands():
                call_command(name, stdout=self.stdout)
        self.stdout.write(_editor())

    def _run(self, host: str, port: int, base: str) -> None:
        stopping = stop_event()
        processes = Processes()
        where = [f"--host={host}", f"--port={port}"]
        try:
            processes.start("serve", *where, "--drain-seconds=0")
            processes.start("work")
            for _ in range(READY_SECONDS):
                if first_steps.is_ready(base) or not processes.wait(stopping, seconds=1):
                    break
            else:
                raise CommandError(f"The server is not ready after {READY_SECONDS} seconds.")
            if not processes.ended() and not stopping.is_set():
                self._greet(base)
            processes.wait(stopping)
            dead = processes.ended()
        finally:
            processes.stop()
        if dead and not stopping.is_set():
            raise CommandError(f"Stopped: {', '.join(dead)} ended by itself; see the log above.")
        self.stdout.write("Stopped.")

    def _greet(self, base: str) -> None:
        requests = first_steps.requests(
            base, first_steps.newest_headline(base, settings.LANGUAGE_CODE)
        )
        self.stdout.write(
            f"\nStandfirst is running. Ctrl-C stops it.\n\n{first_steps.addresses(base)}\n\n"
            f"Try in another terminal:\n{requests}\n\n"
        )


def _settle_public_url(base: str) -> None:
    """Make PUBLIC_URL the address we listen on, unless the environment names another.

    Settings are read already, so a different one needs a fresh start of this same process.
    """
    if not os.environ.get("PUBLIC_URL"):
        os.environ["PUBLIC_URL"] = base
        if base != settings.PUBLIC_URL:
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - ourselves
    remember("PUBLIC_URL", settings.PUBLIC_URL)


def _editor() -> str:
    """Create the first editor, and say how to log in."""
    users = get_user_model()
    if users.objects.filter(username=EDITOR).exists():
        manage = f"{Path(sys.executable)} manage.py"
        return f"Editor: {EDITOR} (a new password: {manage} changepassword {EDITOR})"
    password = secrets.token_urlsafe(12)
    users.objects.create_superuser(username=EDITOR, password=password)
    return f"Editor: {EDITOR}, password: {password} (shown this once)"
