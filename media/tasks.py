"""What the picture library has due: renditions to make, and old ones to clear away."""

from cms.due import Task
from media.renditions import make_due_renditions, plan_unplanned, sweep_retired

TASKS = [
    Task("media.renditions", make_due_renditions, every_seconds=1.0),
    Task("media.unplanned", plan_unplanned, every_seconds=60.0),
    Task("media.retired", sweep_retired, every_seconds=3600.0),
]
