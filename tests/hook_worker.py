"""A worker process for webhooks alone: `python -m tests.hook_worker`; it may call this machine."""

import threading

import django
from django.conf import settings

django.setup()

from django.apps import apps

from cms.operations.worker import find_tasks, work

settings.OUTBOUND_ALLOW = ["127.0.0.1"]
work(find_tasks([apps.get_app_config("webhooks")]), threading.Event())
