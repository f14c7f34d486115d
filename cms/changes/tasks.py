"""What the log does in the background."""

from cms.changes.numbering import number_pending
from cms.due import Task

TASKS = [Task(name="number changes", run=number_pending, every_seconds=1.0)]
