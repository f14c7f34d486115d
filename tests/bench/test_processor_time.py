import os
import subprocess
import sys
import time

import pytest

from bench.processor_time import children, stat_seconds, used_seconds


def test_user_and_system_time_are_added_whatever_the_program_is_called():
    fields = " ".join(map(str, range(3, 53)))
    seconds = stat_seconds(f"1234 (a) (program) {fields}")
    assert seconds == pytest.approx((14 + 15) / os.sysconf("SC_CLK_TCK"))


def test_work_is_counted():
    before = used_seconds([os.getpid()])
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass
    assert used_seconds([os.getpid()]) - before > 0.05


def test_the_processes_that_a_process_started_are_found():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in children(os.getpid())
        child.communicate(b"\n")
    assert child.pid not in children(os.getpid())
