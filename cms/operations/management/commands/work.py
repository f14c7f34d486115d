"""`manage.py work`: do in the background what is due."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import due
from cms.operations.stopping import end_with_parent, stop_event
from cms.operations.worker import find_tasks, work, work_once

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run the worker; any number of them may run at once."""

    help = "Does what is due (publishing, rebuilding, numbering) until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do everything due, then exit")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        self.check(databases=["default"])
        stopping = stop_event(due.stopping)
        end_with_parent()
        tasks = find_tasks()
        log.info("worker started with %d tasks", len(tasks))
        if not once:
            work(tasks, stopping)
        elif failed := work_once(tasks, stopping):
            raise CommandError(f"Failed, see the log above: {', '.join(failed)}.")
