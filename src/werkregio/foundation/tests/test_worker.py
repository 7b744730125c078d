# SPDX-License-Identifier: EUPL-1.2
"""Jobs run once a slot; a worker that dies leaves nothing behind that another does not find."""

import os
import signal
import subprocess
import sys
import threading
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.factories import MOMENT

from werkregio.foundation import jobs, worker
from werkregio.foundation.jobs import Job
from werkregio.foundation.models import JobRun, WorkerSign
from werkregio.foundation.terms import JobState

ZONE = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(autouse=True)
def ran(monkeypatch):
    """The moments at which the one job of these tests ran."""
    times: list[datetime] = []

    def run(at: datetime) -> dict[str, int]:
        times.append(at)
        return {"times": len(times)}

    monkeypatch.setattr(jobs, "jobs", {"test.job": Job("test.job", "Test", run, every=timedelta(minutes=15))})
    return times


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (datetime(2026, 11, 24, 3, 29, tzinfo=ZONE), datetime(2026, 11, 23, 3, 30, tzinfo=ZONE)),
        (datetime(2026, 11, 24, 3, 30, tzinfo=ZONE), datetime(2026, 11, 24, 3, 30, tzinfo=ZONE)),
        # The night in which the clock goes back has one slot, in spring as well.
        (datetime(2026, 10, 25, 12, 0, tzinfo=ZONE), datetime(2026, 10, 25, 3, 30, tzinfo=ZONE)),
        (datetime(2026, 3, 29, 12, 0, tzinfo=ZONE), datetime(2026, 3, 29, 3, 30, tzinfo=ZONE)),
    ],
)
def test_a_daily_slot_follows_the_clock_on_the_wall(now, slot):
    assert Job("d", "D", lambda at: {}, daily_at=time(3, 30)).slot(now) == slot


def test_a_slot_of_minutes_holds_until_the_next():
    job = Job("m", "M", lambda at: {}, every=timedelta(minutes=15))
    start = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
    assert {job.slot(start + timedelta(minutes=m)) for m in range(15)} == {start}
    assert job.slot(start + timedelta(minutes=15)) == start + timedelta(minutes=15)


@pytest.mark.django_db
def test_a_slot_runs_once(ran):
    ((code, slot),) = jobs.due(MOMENT)
    assert jobs.run(code, slot, at=MOMENT).result == {"times": 1}
    assert jobs.run(code, slot, at=MOMENT).state == JobState.DONE
    assert jobs.due(MOMENT) == []
    assert len(ran) == 1
    assert len(jobs.due(MOMENT + timedelta(minutes=15))) == 1


@pytest.mark.django_db
def test_a_failed_job_is_tried_three_times_and_keeps_no_text(monkeypatch):
    def fail(at):
        raise ValueError("the name of a person")

    monkeypatch.setattr(jobs, "jobs", {"test.job": Job("test.job", "Test", fail, every=timedelta(days=1))})
    at = MOMENT
    for expected in (1, 2, 3):
        ((code, slot),) = jobs.due(at)
        with pytest.raises(ValueError, match="person"):
            jobs.run(code, slot, at=at)
        run = JobRun.objects.get()
        assert (run.attempts, run.problem, run.result) == (expected, "ValueError", {})
        assert jobs.due(at) == []
        at += timedelta(minutes=20)
    assert jobs.due(at) == []
    assert jobs.retry(run.pk, at=at) is not None
    assert len(jobs.due(at)) == 1


@pytest.mark.django_db
def test_a_run_of_a_dead_worker_is_taken_over(ran):
    ((code, slot),) = jobs.due(MOMENT)
    JobRun.objects.update(state=JobState.RUNNING, held_until=MOMENT + jobs.HOLD)
    jobs.run(code, slot, at=MOMENT)
    assert ran == []
    JobRun.objects.update(held_until=MOMENT - timedelta(seconds=1))
    jobs.run(code, slot, at=MOMENT)
    assert len(ran) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_run_a_slot_once(ran):
    slot = jobs.jobs["test.job"].slot(MOMENT)
    ready = threading.Barrier(4)

    def work():
        try:
            ready.wait()
            jobs.run("test.job", slot, at=MOMENT)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ran) == 1


@pytest.mark.django_db(transaction=True)
def test_a_round_hands_out_and_runs_what_is_due(ran):
    worker.Runner("w").turn()
    assert len(ran) == 1
    assert DBTaskResult.objects.successful().count() == 1
    worker.Runner("w").turn()
    assert len(ran) == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_stands_in_the_queue_twice():
    assert worker.hand_out(MOMENT) == 1
    assert worker.hand_out(MOMENT) == 0


@pytest.mark.django_db(transaction=True)
def test_tasks_of_a_dead_worker_go_back_and_of_a_living_one_stay():
    worker.hand_out(MOMENT)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["w1"])
    worker.sign("w1", MOMENT)
    assert worker.is_running(MOMENT)
    assert worker.recover_tasks(MOMENT) == 0
    assert worker.recover_tasks(MOMENT + timedelta(minutes=2)) == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


@pytest.mark.django_db(transaction=True)
def test_a_task_that_kills_every_worker_fails_in_the_end():
    worker.hand_out(MOMENT)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["w1", "w2", "w3"])
    worker.recover_tasks(MOMENT)
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


@pytest.mark.django_db(transaction=True)
def test_the_command_starts_signs_and_stops_when_told():
    """A process of its own, on the database of this test."""
    database = django_settings.DATABASES["default"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "werkregio.config.settings"}
    if connection.vendor == "sqlite":
        code = (
            "import django; from django.conf import settings; "
            f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r}; "
            "django.setup(); from django.core.management import call_command; call_command('werker')"
        )
        command = [sys.executable, "-c", code]
    else:
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/".format(**database)
        environment["DATABASE_URL"] = url + connection.settings_dict["NAME"]
        command = [sys.executable, "-m", "django", "werker"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert process.stdout is not None
        assert "is running" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
    assert WorkerSign.objects.count() <= 1
