"""What the library has due: renditions to make, old ones to clear away, and files that no image has."""

from cms.due import Task
from media.rendition_sweeping import sweep_retired, sweep_strays
from media.renditions import make_due_renditions, plan_unplanned
from media.sweeping import FOLDERS, sweep_next

TASKS = [
    # A set takes seconds, and there may be hundreds: what is due to the minute does not wait for them.
    Task("media.renditions", make_due_renditions, every_seconds=1.0, is_apart=True),
    Task("media.unplanned", plan_unplanned, every_seconds=60.0),
    Task("media.retired", sweep_retired, every_seconds=3600.0),
    Task("media.strays", sweep_strays, every_seconds=6 * 3600.0),
    # Every folder of originals has its turn within an hour.
    Task("media.sweep", sweep_next, every_seconds=3600 / len(FOLDERS)),
]
