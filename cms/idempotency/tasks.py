"""What is due: answers that were kept for long enough."""

from cms.due import Task
from cms.idempotency.once import forget_old_answers

TASKS = [Task("idempotency.forget", forget_old_answers, every_seconds=600.0)]
