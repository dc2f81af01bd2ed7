"""Batches: a plan of items, workers that may die, and an output that a later run resumes from.

Nothing here knows what an item is. The application plans items, gives a task, and shows the progress.
"""

from regatlas.jobs.batch import run_batch
from regatlas.jobs.interrupt import stop_signals
from regatlas.jobs.ledger import Ledger
from regatlas.jobs.limits import Limits
from regatlas.jobs.plan import Answer, Item, Task
from regatlas.jobs.progress import Event, Progress, Tally
from regatlas.jobs.workers import process_factory

__all__ = [
    "Answer",
    "Event",
    "Item",
    "Ledger",
    "Limits",
    "Progress",
    "Tally",
    "Task",
    "process_factory",
    "run_batch",
    "stop_signals",
]
