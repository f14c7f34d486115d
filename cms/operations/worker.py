"""The worker: asks every app's tasks, again and again, whether something is due."""

import importlib
import logging
import random
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import AppConfig, apps
from django.db import close_old_connections, connections
from django.utils.module_loading import module_has_submodule

from cms.due import Task

log = logging.getLogger(__name__)
LONGEST_BACK_OFF_SECONDS = 60.0


def find_tasks(configs: Iterable[AppConfig] | None = None) -> list[Task]:
    """Return the tasks of every installed app: `TASKS` of its module `tasks`, if it has one."""
    found: list[Task] = []
    for config in apps.get_app_configs() if configs is None else configs:
        if config.module is not None and module_has_submodule(config.module, "tasks"):
            module = importlib.import_module(f"{config.name}.tasks")
            found += getattr(module, "TASKS", [])
    return found


@dataclass
class _Turn:
    """When a task's turn comes next, on the monotonic clock."""

    task: Task
    at: float = 0.0
    failures: int = 0

    def take(self) -> int:
        """Run the task; a failure is logged, and the task rests longer after each one in a row."""
        try:
            done = self.task.run()
        except Exception:
            self.failures += 1
            log.exception("Task %s failed", self.task.name)
            done = 0
        else:
            self.failures = 0
        rest = min(self.task.every_seconds * 2**self.failures, LONGEST_BACK_OFF_SECONDS)
        rest = max(rest, self.task.every_seconds)
        self.at = time.monotonic() + rest * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load
        return done


def work(tasks: list[Task], stopping: threading.Event) -> None:
    """Take each task's turn when it comes, until `stopping` is set; finish the piece begun."""
    apart = [_start_apart(task, stopping) for task in tasks if task.is_apart]
    try:
        _take_turns([task for task in tasks if not task.is_apart], stopping)
    finally:
        stopping.set()
        for thread in apart:
            thread.join()


def _start_apart(task: Task, stopping: threading.Event) -> threading.Thread:
    def take_turns() -> None:
        try:
            _take_turns([task], stopping)
        finally:
            connections.close_all()

    thread = threading.Thread(target=take_turns, name=task.name)
    thread.start()
    return thread


def _take_turns(tasks: list[Task], stopping: threading.Event) -> None:
    turns = [_Turn(task) for task in tasks]
    while not stopping.is_set():
        for turn in turns:
            if turn.at <= time.monotonic() and not stopping.is_set():
                turn.take()
        close_old_connections()
        next_at = min((turn.at for turn in turns), default=time.monotonic() + 1)
        stopping.wait(max(0.0, next_at - time.monotonic()))


def work_once(tasks: list[Task], stopping: threading.Event) -> list[str]:
    """Do everything that is due and return the names of the tasks that failed.

    One task's work may make another's due, so it goes round until a round finds nothing.
    """
    turns = [_Turn(task) for task in tasks]
    while not stopping.is_set():
        going = [turn for turn in turns if not turn.failures]
        if not sum(turn.take() for turn in going):
            break
    return [turn.task.name for turn in turns if turn.failures]
