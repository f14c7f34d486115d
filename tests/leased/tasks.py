"""What the tests' app does in the background; FAIL_ERRANDS makes it fail."""

import os

from cms.due import Task
from cms.leases import Policy, finish, work_through
from tests.leased.models import Errand


def run_errands() -> int:
    if os.environ.get("FAIL_ERRANDS"):
        raise ValueError("the errands cannot be read")
    return work_through(Errand.objects.all(), finish, Policy())


TASKS = [Task("errands", run_errands)]
