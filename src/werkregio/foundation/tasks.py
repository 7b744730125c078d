# SPDX-License-Identifier: EUPL-1.2
"""Tasks of the worker. They take ids only and raise errors without text: what a task keeps, stays readable."""

from datetime import datetime

from django_tasks import task

from . import clock, jobs, outbox


class TaskError(Exception):
    """A task failed; the name of the cause, never its text."""


@task()
def deliver(item_id: int) -> str:
    """Send one message."""
    try:
        return outbox.deliver(item_id, at=clock.now()).value
    except Exception as error:
        raise TaskError(type(error).__name__) from None


@task()
def run_job(code: str, slot: str) -> str:
    """Run one slot of a job."""
    try:
        return jobs.run(code, datetime.fromisoformat(slot), at=clock.now()).state
    except Exception as error:
        raise TaskError(type(error).__name__) from None
