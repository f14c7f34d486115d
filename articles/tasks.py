"""What the newsroom has due: scheduled publications, documents whose parts have changed, links long expired."""

from articles.previewing import clear_old_preview_links
from articles.rebuilding import rebuild_due
from articles.scheduling import run_due_schedules
from cms.due import Task

TASKS = [
    Task("articles.schedules", run_due_schedules, every_seconds=1.0),
    Task("articles.rebuild", rebuild_due, every_seconds=1.0),
    Task("articles.preview_links", clear_old_preview_links, every_seconds=3600.0),
]
