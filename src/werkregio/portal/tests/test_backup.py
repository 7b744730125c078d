# SPDX-License-Identifier: EUPL-1.2
"""A back-up that comes back: the same rows on either database, refused when anything is wrong with it."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.factories import MOMENT

from werkregio.foundation import audit, backup
from werkregio.foundation.chain import missing_triggers, without_triggers
from werkregio.foundation.errors import InputError
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Zaak
from werkregio.werkcentrum.tests.referral_road import PERSONAL, place, walk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filled(settings, tmp_path):
    """A case on its way to a partner, and a file that somebody brought in."""
    settings.DATA = tmp_path / "data"
    road = walk(place(), "geaccepteerd")
    stored = settings.DATA / "bestanden" / "a" / "stuk.txt"
    stored.parent.mkdir(parents=True)
    stored.write_text("Een stuk")
    return road


def empty():
    with without_triggers():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


def write(tmp_path, passphrase=""):
    target = tmp_path / "backup.zip"
    return target, backup.write(target, at=MOMENT, passphrase=passphrase)


def altered(target, change):
    """The same back-up with one member changed."""
    with zipfile.ZipFile(target) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_everything_comes_back_and_the_chain_holds(filled, tmp_path, settings):
    target, before = write(tmp_path)
    (settings.DATA / "bestanden" / "a" / "stuk.txt").unlink()
    empty()
    assert backup.restore(target) == before
    assert not missing_triggers()
    assert audit.verify() == []
    zaak = Zaak.objects.get(pk=filled.zaak.pk)
    assert zaak.unseal(zaak.gegevens.sealed)["voornaam"] == PERSONAL["voornaam"]
    assert (settings.DATA / "bestanden" / "a" / "stuk.txt").read_text() == "Een stuk"
    # Keys go on where they were: nothing clashes with what was restored.
    walk(place(zaak.regio), "verzonden")


def test_a_back_up_comes_back_on_the_other_database(filled, tmp_path):
    """Made on the database of this run, restored into SQLite by the command."""
    from werkregio.foundation.management.commands.backup import check

    target, _tables = write(tmp_path)
    check(target)


def test_a_back_up_of_sqlite_comes_back_here(tmp_path, settings):
    """Made by the command on SQLite, restored into the database of this run."""
    folder = tmp_path / "other"
    environment = os.environ | {
        "DATABASE_URL": "",
        "WERKREGIO_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "werkregio.config.settings",
    }
    target = tmp_path / "sqlite.zip"
    for command in (
        ["migrate", "-v", "0"],
        ["laad-regio", "noord-limburg"],
        ["backup", str(target)],
    ):
        subprocess.run(  # noqa: S603 - our own command
            [Path(sys.executable).with_name("werkregio"), *command],
            env=environment,
            check=True,
            capture_output=True,
        )
    settings.DATA = tmp_path / "data"
    empty()
    found = backup.restore(target)
    assert sum(table.rows for table in found) > 1000


def test_nothing_personal_can_be_read_in_the_file_and_no_key_is_in_it(filled, tmp_path, settings):
    target, _tables = write(tmp_path)
    with zipfile.ZipFile(target) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for value in PERSONAL.values():
        assert value.encode() not in everything
    assert settings.SECRET_KEY.encode() not in everything


def test_with_a_passphrase_the_file_is_closed(filled, tmp_path):
    target, before = write(tmp_path, "een lange zin")
    assert not zipfile.is_zipfile(target)
    empty()
    with pytest.raises(InputError, match="WERKREGIO_BACKUP_PASSPHRASE"):
        backup.restore(target)
    with pytest.raises(InputError, match="does not fit"):
        backup.restore(target, passphrase="een andere zin")
    assert backup.restore(target, passphrase="een lange zin") == before


@pytest.mark.parametrize("cut", [-1, -200, 30])
def test_a_file_that_was_cut_off_is_refused(filled, tmp_path, cut):
    target, _tables = write(tmp_path, "een lange zin")
    target.write_bytes(target.read_bytes()[:cut])
    empty()
    with pytest.raises(InputError):
        backup.restore(target, passphrase="een lange zin")
    assert not AuditLine.objects.exists()


def test_a_database_with_rows_is_never_written_over(filled, tmp_path):
    target, _tables = write(tmp_path)
    with pytest.raises(InputError, match="not empty"):
        backup.restore(target)


def _change_row(members):
    name = "tables/werkcentrum_zaak.ndjson"
    members[name] = members[name].replace(b'"language":"nl"', b'"language":"en"')


def _drop_row(members):
    members["tables/foundation_auditline.ndjson"] = b"".join(
        members["tables/foundation_auditline.ndjson"].splitlines(keepends=True)[:-1]
    )


def _other_version(members):
    manifest = json.loads(members[backup.MANIFEST])
    manifest["migrations"].append(["werkcentrum", "9999_later"])
    members[backup.MANIFEST] = json.dumps(manifest).encode()


def _outside(members):
    manifest = json.loads(members[backup.MANIFEST])
    manifest["files"] = [{"name": "../../etc/x", "sha256": ""}]
    members[backup.MANIFEST] = json.dumps(manifest).encode()


def _no_manifest(members):
    del members[backup.MANIFEST]


def _other_format(members):
    members[backup.MANIFEST] = b'{"format": 2}'


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_change_row, "werkcentrum_zaak came out differently"),
        (_drop_row, "foundation_auditline came out differently"),
        (_other_version, "9999_later"),
        (_no_manifest, "no manifest"),
        (_other_format, "does not know"),
    ],
)
def test_a_back_up_that_was_changed_is_refused_and_leaves_nothing(filled, tmp_path, change, words):
    target, _tables = write(tmp_path)
    altered(target, change)
    empty()
    with pytest.raises(InputError, match=words):
        backup.restore(target)
    assert not Zaak.objects.exists()
    assert not missing_triggers()


def test_a_file_outside_its_folders_is_refused(filled, tmp_path):
    target, _tables = write(tmp_path)
    altered(target, _outside)
    empty()
    with pytest.raises(InputError, match="outside its folders"):
        backup.restore(target)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04half"])
def test_what_is_no_back_up_is_refused(tmp_path, content):
    target = tmp_path / "x.zip"
    target.write_bytes(content)
    with pytest.raises(InputError, match="no back-up"):
        backup.restore(target)


def test_the_command_does_not_write_over_a_file_and_names_a_missing_one(filled, tmp_path):
    target = tmp_path / "b.zip"
    out = io.StringIO()
    call_command("backup", target, stdout=out)
    assert "master key is not in it" in out.getvalue()
    with pytest.raises(InputError, match="is there already"):
        call_command("backup", target)
    with pytest.raises(InputError, match="no file"):
        call_command("herstel", tmp_path / "geen.zip")
    assert connection.vendor in ("sqlite", "postgresql")
