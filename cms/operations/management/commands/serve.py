"""`manage.py serve`: the web server, for production and for `manage.py run`."""

import os
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.operations.addresses import refuse_taken_port
from cms.operations.server import serve
from cms.operations.stopping import end_with_parent


class Command(BaseCommand):
    """Serve HTTP until SIGTERM or Ctrl-C."""

    help = "Serves HTTP. On SIGTERM: not ready, stop accepting, finish in 25 s, exit 0."

    def add_arguments(self, parser: CommandParser) -> None:
        processors = min(os.cpu_count() or 1, 4)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=processors, help="processes")
        parser.add_argument(
            "--drain-seconds",
            type=float,
            default=5,
            help="how long /readyz says 503 before connections are refused",
        )

    def handle(
        self, *args: Any, host: str, port: int, workers: int, drain_seconds: float, **options: Any
    ) -> None:
        refuse_taken_port(host, port)
        self.check(databases=["default"])
        if not settings.DEBUG and not getattr(staticfiles_storage, "hashed_files", True):
            raise CommandError("The static files are not collected: run manage.py collectstatic.")
        end_with_parent()
        serve(host=host, port=port, workers=workers, drain_seconds=drain_seconds)
