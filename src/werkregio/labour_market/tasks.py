# SPDX-License-Identifier: EUPL-1.2
"""Tasks of the worker: the import of a large table. Ids only, errors without text."""

from django_tasks import task

from werkregio.foundation import clock
from werkregio.foundation.tasks import TaskError

from .services import cbs


@task()
def run_import(run_id: int) -> str:
    """Fetch one table that waits."""
    try:
        return cbs.run_waiting(run_id, at=clock.now())
    except Exception as error:
        raise TaskError(type(error).__name__) from None
