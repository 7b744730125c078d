# SPDX-License-Identifier: EUPL-1.2
"""The store under fire: a process that dies halfway, a disk that fails, two imports at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection
from tests.factories import MOMENT

from werkregio.labour_market.models import Dataset, DatasetVersion, ImportRun
from werkregio.labour_market.queries import integrity, store
from werkregio.labour_market.queries.tables import open_table
from werkregio.labour_market.services import imports
from werkregio.labour_market.services import store as writing
from werkregio.labour_market.services.cbs import import_folder

from .statline import TABLE, save, v3_sets

ROOT = Path(__file__).resolve().parents[4]


def changed(number):
    sets = v3_sets()
    sets["TypedDataSet"][0]["Banen_1"] = number
    return sets


@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["before-write", "before-name", "before-row"])
def test_an_import_that_breaks_off_leaves_the_old_version_and_no_half_file(tmp_path, monkeypatch, moment):
    import_folder(TABLE, save(v3_sets(), tmp_path / "a"), by="system", at=MOMENT)
    before = open_table(TABLE).hash
    files = set(store.folder_of(TABLE).iterdir())

    def fail(*_args, **_fields):
        raise OSError("No space left on device")

    broken = {"before-write": (writing.parquet, "write_table"), "before-name": (writing, "_put")}
    owner, name = broken.get(moment, (writing, "enter"))
    save(changed(7), tmp_path / "b")
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fail)
        with pytest.raises(OSError, match="No space"):
            import_folder(TABLE, tmp_path / "b", by="system", at=MOMENT)
    assert open_table(TABLE).hash == before
    assert ImportRun.objects.filter(state="failed").count() == 1
    assert not list(store.work().iterdir())
    if moment != "before-row":
        assert set(store.folder_of(TABLE).iterdir()) == files
    assert integrity.problems()[0] == []
    # The same import again goes well.
    import_folder(TABLE, tmp_path / "b", by="system", at=MOMENT)
    assert open_table(TABLE).number == 2


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_become_one_version_or_two_in_an_order(tmp_path):
    folders = [save(changed(number % 2), tmp_path / str(number)) for number in range(4)]
    errors = []

    def bring_in(folder):
        try:
            import_folder(TABLE, folder, by="system", at=MOMENT)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring_in, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Dataset.objects.count() == 1
    assert sorted(DatasetVersion.objects.values_list("number", flat=True)) == [1, 2]
    assert open_table(TABLE).hash in DatasetVersion.objects.values_list("hash", flat=True)
    assert integrity.problems()[0] == []
    assert not list(store.work().iterdir())


def test_a_process_that_is_killed_leaves_the_old_version_in_force(tmp_path):
    """A real process with a database of its own, killed at moments all over its import."""
    env = os.environ | {"WERKREGIO_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT / "src")}
    env.pop("DATABASE_URL", None)

    def command(*arguments, wait=True):
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "django", *arguments],
            env=env | {"DJANGO_SETTINGS_MODULE": "werkregio.config.settings"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if not wait:
            return process
        out, _err = process.communicate(timeout=120)
        assert process.returncode == 0, out
        return out

    first, second = save(v3_sets(), tmp_path / "a"), save(changed(7), tmp_path / "b")
    command("migrate", "-v", "0")
    command("importeer", "cbs", "--tabel", TABLE, "--map", str(first))
    for wait in (0.9, 1.3, 1.7):
        process = command("importeer", "cbs", "--tabel", TABLE, "--map", str(second), wait=False)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert "niets gevonden" in command("controleer-datasets")
        assert TABLE in command("datasets")


@pytest.mark.django_db
def test_an_import_that_is_cancelled_at_the_last_moment_puts_nothing_in_force(tmp_path, monkeypatch):
    real = writing.write

    def write(*args):
        ImportRun.objects.update(cancel_asked=True)
        return real(*args)

    monkeypatch.setattr(imports.store, "write", write)
    with pytest.raises(imports.CancelledError):
        import_folder(TABLE, save(v3_sets(), tmp_path / "a"), by="system", at=MOMENT)
    assert ImportRun.objects.get().state == "cancelled"
    assert not Dataset.objects.exists()


@pytest.mark.parametrize("name", ["../etc", "a/b", "..", ".x", "raw", "work", "A" * 90, "é"])
def test_a_name_never_leads_out_of_the_store(name):
    folder = store.folder_of(name)
    assert folder.parent == store.root()
    assert folder.name not in ("raw", "work", "..", ".")
