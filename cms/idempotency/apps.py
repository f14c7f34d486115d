"""Requests that are sent again because the answer was lost: done once, answered alike."""

from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    name = "cms.idempotency"
