# SPDX-License-Identifier: EUPL-1.2
"""Work that comes back: timers, reminders, retention. Each slot runs once, whatever number of workers there is.

A job must be idempotent: when a worker is killed halfway, the same slot runs again. A slot that was
missed because no worker ran is not made up for; the newest slot does all the work that waits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from .clock import AMSTERDAM
from .models import JobRun
from .terms import JobState

HOLD = timedelta(minutes=30)
MOST_TRIES = 3
BACK_OFF = timedelta(minutes=5)
Work = Callable[[datetime], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Job:
    """`label` is an English source text. `daily_at` in Amsterdam time, or else `every` so many minutes.

    `run(at)` returns counts and codes, never personal data.
    """

    code: str
    label: str
    run: Work
    daily_at: time | None = None
    every: timedelta | None = None

    def slot(self, at: datetime) -> datetime:
        """The moment for which this job should have run last."""
        local = at.astimezone(AMSTERDAM)
        if self.daily_at is not None:
            today = datetime.combine(local.date(), self.daily_at, AMSTERDAM)
            if today <= local:
                return today
            return datetime.combine(local.date() - timedelta(days=1), self.daily_at, AMSTERDAM)
        step = self.every or timedelta(hours=1)
        return datetime.fromtimestamp(
            at.timestamp() // step.total_seconds() * step.total_seconds(), AMSTERDAM
        )


jobs: dict[str, Job] = {}


def register(*new: Job) -> None:
    """Declare jobs; a module does this in its `apps.py`."""
    jobs.update({job.code: job for job in new})


def due(at: datetime) -> list[tuple[str, datetime]]:
    """Jobs whose slot did not run yet, or failed and may be tried again."""
    found = []
    for job in jobs.values():
        slot = job.slot(at)
        run, _ = JobRun.objects.get_or_create(code=job.code, slot=slot)
        if _may_run(run, at):
            found.append((job.code, slot))
    return found


def _may_run(run: JobRun, at: datetime) -> bool:
    if run.state == JobState.WAITING:
        return True
    if run.state == JobState.RUNNING:
        return run.held_until is not None and run.held_until < at
    if run.state == JobState.FAILED and run.attempts < MOST_TRIES:
        return run.finished_at is None or run.finished_at + BACK_OFF * run.attempts <= at
    return False


def run(code: str, slot: datetime, *, at: datetime) -> JobRun:
    """Run one slot of a job, unless somebody else has it or had it."""
    with transaction.atomic():
        found, _ = JobRun.objects.select_for_update().get_or_create(code=code, slot=slot)
        if not _may_run(found, at):
            return found
        found.state, found.started_at, found.held_until = JobState.RUNNING, at, at + HOLD
        found.attempts += 1
        found.save()
    try:
        found.result = dict(jobs[code].run(at))
    except Exception as error:
        # The kind of error is kept, its text is not: it may hold what somebody wrote.
        found.state, found.problem = JobState.FAILED, type(error).__name__[:64]
        _finish(found, at)
        raise
    found.state, found.problem = JobState.DONE, ""
    _finish(found, at)
    return found


def _finish(found: JobRun, at: datetime) -> None:
    found.finished_at, found.held_until = at, None
    found.save()


@transaction.atomic
def retry(run_id: int, *, at: datetime) -> JobRun | None:
    """Somebody asks for a failed run once more."""
    found = JobRun.objects.select_for_update().filter(pk=run_id, state=JobState.FAILED).first()
    if found is None:
        return None
    found.state, found.attempts, found.problem = JobState.WAITING, 0, ""
    found.save()
    return found


def tidy(at: datetime) -> dict[str, int]:
    """Forget runs, messages and tasks that are done for long: they are no record, the audit log is."""
    from django_tasks_db.models import DBTaskResult

    from .models import OutboxItem
    from .terms import OutboxState

    old = at - timedelta(days=90)
    done = [OutboxState.SENT, OutboxState.SKIPPED]
    return {
        "runs": JobRun.objects.filter(slot__lt=old).exclude(state=JobState.RUNNING).delete()[0],
        "messages": OutboxItem.objects.filter(state__in=done, done_at__lt=old).delete()[0],
        "tasks": DBTaskResult.objects.finished().filter(finished_at__lt=at - timedelta(days=7)).delete()[0],
    }
