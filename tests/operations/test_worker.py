import logging
import threading

import pytest
from django.apps import apps

from cms.due import Task
from cms.operations.worker import find_tasks, work, work_once
from tests.leased.tasks import TASKS

# The worker closes connections that have grown old, so it asks for them.
pytestmark = pytest.mark.django_db


class Pile:
    """Things to do; doing the last of a pile may add to another."""

    def __init__(self, count, *, then=None):
        self.left, self.then = count, then

    def run(self):
        if not self.left:
            return 0
        self.left -= 1
        if not self.left and self.then:
            self.then.left += 1
        return 1


def broken():
    raise ValueError("broken task")


def test_an_apps_tasks_are_found_by_app():
    assert find_tasks([apps.get_app_config("leased")]) == TASKS


def test_an_app_without_tasks_has_none():
    assert find_tasks([apps.get_app_config("admin")]) == []


def test_every_installed_apps_tasks_are_tasks():
    assert all(isinstance(task, Task) for task in find_tasks())


def test_once_does_everything_that_is_due():
    first, second = Pile(3), Pile(2)
    tasks = [Task("first", first.run), Task("second", second.run)]
    assert work_once(tasks, threading.Event()) == []
    assert (first.left, second.left) == (0, 0)


def test_once_does_what_another_task_made_due():
    early = Pile(0)
    late = Pile(1, then=early)
    work_once([Task("early", early.run), Task("late", late.run)], threading.Event())
    assert early.left == 0


def test_a_task_that_fails_is_logged_and_does_not_stop_the_others(caplog):
    pile = Pile(3)
    with caplog.at_level(logging.ERROR):
        failed = work_once([Task("bad", broken), Task("good", pile.run)], threading.Event())
    assert (failed, pile.left) == (["bad"], 0)
    assert [str(record.exc_info[1]) for record in caplog.records] == ["broken task"]


def test_the_worker_goes_on_until_it_is_stopped():
    stopping, pile = threading.Event(), Pile(3)

    def run():
        done = pile.run()
        if not done:
            stopping.set()
        return done

    work([Task("pile", run, every_seconds=0.01)], stopping)
    assert pile.left == 0


@pytest.mark.parametrize("failing", [True, False])
def test_a_task_that_keeps_failing_is_tried_less_often(failing, caplog):
    stopping, tries = threading.Event(), []

    def run():
        tries.append(1)
        if failing:
            raise ValueError("again")
        return 0

    timer = threading.Timer(0.5, stopping.set)
    timer.start()
    work([Task("task", run, every_seconds=0.02)], stopping)
    timer.join()
    assert (len(tries) < 8) == failing


def test_work_apart_holds_up_nobody_and_is_waited_for():
    stopping, came_back = threading.Event(), []
    pile = Pile(3)

    def wait_for_others():
        stopping.wait(30)
        came_back.append(True)
        return 1

    def run():
        done = pile.run()
        if not done:
            stopping.set()
        return done

    apart = Task("apart", wait_for_others, is_apart=True)
    work([apart, Task("pile", run, every_seconds=0.01)], stopping)
    assert (pile.left, came_back) == (0, [True])


def test_work_apart_ends_when_the_worker_fails():
    stopping = threading.Event()
    apart = Task("apart", lambda: int(stopping.wait(30)), is_apart=True)

    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work([apart, Task("interrupted", interrupt)], stopping)
    assert stopping.is_set()


def test_once_does_work_apart_in_its_turn():
    pile = Pile(2)
    assert work_once([Task("apart", pile.run, is_apart=True)], threading.Event()) == []
    assert pile.left == 0


def test_a_stopped_worker_begins_nothing():
    stopping, pile = threading.Event(), Pile(1)
    stopping.set()
    work([Task("pile", pile.run)], stopping)
    work_once([Task("pile", pile.run)], stopping)
    assert pile.left == 1
