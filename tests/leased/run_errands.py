"""A worker process: `python -m tests.leased.run_errands WORKER [DIE_AT]`.

With DIE_AT it kills itself in the middle of its piece of work of that number, counted from 1.
"""

import os
import signal
import sys
from datetime import timedelta

import django

django.setup()

from django.db import transaction

from cms.leases import Policy, finish, work_through
from tests.leased.models import Effect, Errand

worker, die_at = sys.argv[1], int((sys.argv[2:] or ["0"])[0])
begun = 0


def do(errand: Errand) -> None:
    global begun
    begun += 1
    with transaction.atomic():
        Effect.objects.create(errand=errand, worker=worker)
        if begun == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        finish(errand)


work_through(Errand.objects.all(), do, Policy(lease=timedelta(seconds=1), max_attempts=3))
