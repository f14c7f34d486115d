"""What webhooks have due: changes to tell of, deliveries to send, old ones to clear away."""

from cms.due import Task
from cms.webhooks.clearing import clear_old
from cms.webhooks.dispatching import send_due
from cms.webhooks.planning import plan_due

TASKS = [
    Task("webhooks.plan", plan_due, every_seconds=1.0),
    Task("webhooks.send", send_due, every_seconds=1.0, is_apart=True),
    Task("webhooks.clear", clear_old, every_seconds=600.0),
]
