# SPDX-License-Identifier: EUPL-1.2
"""Fetching over a bad line: tried again, taken up, stopped, and only what changed."""

import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from tests.factories import MOMENT

from werkregio.connectors.statline.client import Client, Patience
from werkregio.connectors.statline.parts import StatlineError
from werkregio.foundation.errors import SourceUnreachableError
from werkregio.labour_market.models import DatasetVersion, ImportRun
from werkregio.labour_market.queries import store
from werkregio.labour_market.queries.tables import open_table
from werkregio.labour_market.services import cbs, imports
from werkregio.labour_market.terms import RunKind

from .statline import TABLE, v3_sets, v4_sets

pytestmark = pytest.mark.django_db
QUICK = Patience(tries=8, first_wait=0.0, longest_wait=0.0, connect=2, read=0.4)


@contextmanager
def serving(sets, tmp_path, *arguments):
    """The server in a process of its own, and a function to ask it something beside the table."""
    file = tmp_path / "sets.json"
    file.write_text(json.dumps(sets))
    script = Path(__file__).with_name("fake_statline.py")
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, str(script), str(file), *arguments], stdout=subprocess.PIPE, text=True
    )
    try:
        base = f"http://127.0.0.1:{int(process.stdout.readline())}"

        def ask(path):
            with urllib.request.urlopen(base + path) as answer:  # noqa: S310
                return json.loads(answer.read())

        yield base, ask
    finally:
        process.kill()
        process.wait()


def begin():
    return imports.begin(kind=RunKind.CBS, table_id=TABLE, origin="proef", by="system", at=MOMENT)


def fetch(base, **fields):
    return cbs.import_online(begin(), base=base, at=MOMENT, patience=QUICK, **fields)


@pytest.mark.parametrize("sets", [v3_sets, v4_sets])
def test_page_after_page_gives_the_whole_table(tmp_path, sets):
    with serving(sets(), tmp_path) as (base, ask):
        outcome = fetch(base)
        assert ask("/-/asked")[f"/{TABLE}/{'TypedDataSet' if sets is v3_sets else 'Observations'}"] >= 4
    table = open_table(TABLE)
    assert table.relation().count().to_pyarrow().as_py() == 18
    assert outcome.run.progress == outcome.run.progress_of == outcome.run.rows_read
    topic = next(iter(table.topics))
    assert table.relation().order_by("_row").to_pyarrow()[topic].to_pylist() == list(range(1000, 1018))


@pytest.mark.parametrize("seed", range(6))
def test_a_bad_line_gives_the_same_table(tmp_path, seed):
    with serving(v3_sets(), tmp_path) as (base, _ask):
        clean = fetch(base).version.hash
    with serving(v3_sets(), tmp_path, "--seed", str(seed), "--faults", "0.4", "--slow", "0.6") as (
        base,
        _ask,
    ):
        outcome = fetch(base, again=True)
    assert outcome.version.hash == clean
    assert outcome.run.rows_kept == 18


def test_what_did_not_change_is_not_fetched_again(tmp_path):
    with serving(v3_sets(), tmp_path) as (base, ask):
        fetch(base)
        before = ask("/-/asked")[f"/{TABLE}/TypedDataSet"]
        second = fetch(base)
        assert ask("/-/asked")[f"/{TABLE}/TypedDataSet"] == before
        assert second.run.state == "unchanged"
        ask("/-/changed")
        third = fetch(base)
        assert ask("/-/asked")[f"/{TABLE}/TypedDataSet"] == 2 * before
    assert third.version.number == 2


def test_a_fetch_that_broke_off_is_taken_up_where_it_was(tmp_path):
    with serving(v3_sets(), tmp_path) as (base, ask):

        def stop(done, _of):
            if done >= 10:
                raise KeyboardInterrupt

        client = Client(base, store.work() / "statline", QUICK, stop)
        with pytest.raises(KeyboardInterrupt):
            client.fetch(TABLE)
        assert ask("/-/asked")[f"/{TABLE}/TypedDataSet"] == 2
        fetch(base)
        # Four pages in all: the two that lay there were not asked for again.
        assert ask("/-/asked")[f"/{TABLE}/TypedDataSet"] == 4
    assert open_table(TABLE).relation().count().to_pyarrow().as_py() == 18


def test_a_table_that_changes_meanwhile_is_fetched_once_more(tmp_path):
    with serving(v3_sets(), tmp_path, "--change-after", "12") as (base, _ask):
        outcome = fetch(base)
    assert outcome.version.modified.endswith("+")
    assert outcome.run.rows_kept == 18


def test_a_stopped_import_leaves_nothing_in_force(tmp_path):
    with serving(v3_sets(), tmp_path) as (base, _ask):
        run = begin()
        ImportRun.objects.filter(pk=run.pk).update(cancel_asked=True)
        with pytest.raises(imports.CancelledError):
            cbs.import_online(run, base=base, at=MOMENT, patience=QUICK)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert not DatasetVersion.objects.exists()


def test_a_page_on_another_machine_is_not_followed(tmp_path):
    client = Client("http://127.0.0.1:1", tmp_path, QUICK)
    with pytest.raises(StatlineError, match="other-host"):
        client._own("http://example.org/next")
    # The same machine under https or another port is asked as the first page was.
    assert client._own("https://127.0.0.1/a?skip=1") == "http://127.0.0.1:1/a?skip=1"


def test_the_command_says_that_a_source_cannot_be_reached(tmp_path, monkeypatch):
    monkeypatch.setattr(cbs, "Patience", lambda: Patience(tries=2, first_wait=0.0, longest_wait=0.0))
    with pytest.raises(SourceUnreachableError):
        call_command("importeer", "cbs", "--tabel", TABLE, "--basis", "http://127.0.0.1:9")
    assert ImportRun.objects.get().state == "failed"


def test_the_command_fetches(tmp_path, capsys):
    with serving(v4_sets(), tmp_path) as (base, _ask):
        call_command("importeer", "cbs", "--tabel", TABLE, "--basis", base)
    assert "36 rijen gelezen, 36 bewaard, 0 geweigerd" in capsys.readouterr().out
