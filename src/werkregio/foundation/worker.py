# SPDX-License-Identifier: EUPL-1.2
"""The worker: hands out what is due to the task queue and runs the queue, until it is told to stop.

Any number of workers may run at once. A worker that was killed leaves nothing behind that another
does not find: tasks of a dead worker go back into the queue (`recover_tasks`).
"""

import logging
import threading
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from . import clock, jobs, outbox, tasks
from .models import WorkerSign

logger = logging.getLogger("werkregio.worker")
SIGN_EVERY = 10.0
# A worker that gave no sign for this long is dead.
SILENT = timedelta(seconds=60)
MOST_STARTS = 3


def hand_out(at: datetime) -> int:
    """Put into the queue what is due and does not stand there yet."""
    queued = {
        (row["task_path"].rpartition(".")[2], *map(str, row["args_kwargs"]["args"]))
        for row in DBTaskResult.objects.filter(
            status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
        ).values("task_path", "args_kwargs")
    }
    added = 0
    for item_id in outbox.due(at):
        if ("deliver", str(item_id)) not in queued:
            tasks.deliver.enqueue(item_id)
            added += 1
    for code, slot in jobs.due(at):
        if ("run_job", code, slot.isoformat()) not in queued:
            tasks.run_job.enqueue(code, slot.isoformat())
            added += 1
    return added


def recover_tasks(at: datetime) -> int:
    """Tasks that a dead worker had in hand go back into the queue; after three starts they have failed."""
    alive = set(WorkerSign.objects.filter(seen_at__gte=at - SILENT).values_list("name", flat=True))
    found = 0
    for task in DBTaskResult.objects.running():
        if task.worker_ids and task.worker_ids[-1] in alive:
            continue
        state = TaskResultStatus.READY if len(task.worker_ids) < MOST_STARTS else TaskResultStatus.FAILED
        found += DBTaskResult.objects.filter(
            pk=task.pk, status=TaskResultStatus.RUNNING, worker_ids=task.worker_ids
        ).update(
            status=state, exception_class_path="" if state == TaskResultStatus.READY else "WorkerStopped"
        )
    return found


def sign(name: str, at: datetime) -> None:
    """Say that this worker is alive, and forget those that are long gone."""
    WorkerSign.objects.update_or_create(
        name=name, defaults={"seen_at": at}, create_defaults={"seen_at": at, "started_at": at}
    )
    WorkerSign.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()


def is_running(at: datetime) -> bool:
    """Whether any worker gave a sign lately."""
    return WorkerSign.objects.filter(seen_at__gte=at - SILENT).exists()


class Runner:
    """One worker process."""

    def __init__(self, name: str, *, interval: float = 1.0) -> None:
        self.name, self.interval = name, interval
        self.stopped = threading.Event()
        self.queue = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )

    def stop(self, *_: object) -> None:
        """Finish the task in hand, then end."""
        self.stopped.set()
        self.queue.running = False

    def run(self) -> None:
        signer = threading.Thread(target=self._sign_on, daemon=True)
        sign(self.name, clock.now())
        signer.start()
        while not self.stopped.is_set():
            try:
                self.turn()
            except DatabaseError as error:
                logger.warning("The database did not answer: %s", type(error).__name__)
                close_old_connections()
            self.stopped.wait(self.interval)
        self.stopped.set()

    def turn(self) -> None:
        """One round: mend what broke off, hand out what is due, run all that waits."""
        close_old_connections()
        at = clock.now()
        recover_tasks(at)
        outbox.recover(at)
        hand_out(at)
        self.queue.run()

    def _sign_on(self) -> None:
        while not self.stopped.wait(SIGN_EVERY):
            try:
                sign(self.name, clock.now())
            except DatabaseError as error:
                logger.warning("No sign of life could be written: %s", type(error).__name__)
            finally:
                connection.close()
