# SPDX-License-Identifier: EUPL-1.2
"""The audit line: its chain, and what a reader finds after tampering."""

import io
import os
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from tests.factories import MOMENT

from werkregio.foundation import audit
from werkregio.foundation.chain import GENESIS, without_triggers
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import InputError
from werkregio.foundation.models import AuditHead, AuditLine

pytestmark = pytest.mark.django_db


def write(number=5, *, region="regio-a", at=MOMENT, **fields):
    return [
        audit.record(
            "zaak.read", f"zaak:{n}", region=region, by="user:1", at=at + timedelta(seconds=n), **fields
        )
        for n in range(number)
    ]


def check(*args):
    """Exit code and words of the command."""
    out = io.StringIO()
    try:
        call_command("controleer-logboek", *args, stdout=out)
    except SystemExit as stopped:
        return stopped.code, out.getvalue()
    return 0, out.getvalue()


def test_an_untouched_log_is_in_order():
    write()
    write(3, region="regio-b")
    assert audit.verify() == []
    assert check() == (0, "8 lines checked, nothing found.\n")


def test_lines_are_numbered_and_chained_for_each_region_and_month():
    first, second = write(2)
    other = write(1, region="regio-b")[0]
    assert (first.sequence, second.sequence, other.sequence) == (1, 2, 1)
    assert first.previous_hash == GENESIS
    assert second.previous_hash == first.hash


def test_a_new_month_goes_on_from_the_month_before():
    last = write(2)[-1]
    first = write(1, at=MOMENT + timedelta(days=10))[0]
    assert (first.month, first.sequence, first.previous_hash) == ("2026-12", 1, last.hash)
    assert audit.verify() == []


def test_the_month_is_that_of_amsterdam():
    just_before_midnight_utc = datetime.fromisoformat("2026-11-30T23:30:00+00:00")
    assert write(1, at=just_before_midnight_utc)[0].month == "2026-12"


@pytest.mark.django_db(transaction=True)
def test_a_line_without_its_act_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        audit.record("x", "zaak:1", region="regio-a", by="user:1", at=MOMENT)


def test_a_line_goes_when_its_act_is_undone():
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_a_line(act):
    write(1)
    rows = AuditLine.objects.all()
    change = {"update": lambda: rows.update(action="other"), "delete": lambda: rows._raw_delete("default")}
    with pytest.raises(IntegrityError), transaction.atomic():
        change[act]()


def test_the_model_refuses_to_change_a_line():
    line = write(1)[0]
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()


@pytest.mark.parametrize("field", ["actor", "action", "object", "subject", "reason", "organisation"])
def test_an_altered_line_is_found(field):
    write()
    with without_triggers():
        AuditLine.objects.filter(sequence=3).update(**{field: "other"})
    code, words = check()
    assert code == 1
    assert "regio-a/2026-11:3: was altered" in words


def test_an_altered_moment_and_detail_are_found():
    write(detail={"fields": ["phone"]})
    with without_triggers():
        AuditLine.objects.filter(sequence=2).update(at=MOMENT)
        AuditLine.objects.filter(sequence=4).update(detail={"fields": []})
    assert {finding.sequence for finding in audit.verify()} == {2, 4}


def test_a_removed_line_is_found():
    write()
    with without_triggers():
        AuditLine.objects.filter(sequence=3)._raw_delete("default")
    code, words = check()
    assert code == 1
    assert "line 3 is missing" in words


def test_a_removed_line_whose_gap_was_closed_is_found():
    write()
    with without_triggers():
        AuditLine.objects.filter(sequence=3)._raw_delete("default")
        AuditLine.objects.filter(sequence=4).update(sequence=3)
        AuditLine.objects.filter(sequence=5).update(sequence=4)
        AuditHead.objects.update(sequence=4)
    problems = [finding.problem for finding in audit.verify()]
    assert any("does not follow" in problem for problem in problems)


def test_an_inserted_line_is_found():
    write()
    with without_triggers():
        AuditLine.objects.filter(sequence=5).update(sequence=6)
        AuditLine.objects.filter(sequence=4).update(sequence=5)
        false = AuditLine.objects.get(sequence=3)
        AuditLine.objects.bulk_create([_copy(false, sequence=4)])
        AuditHead.objects.update(sequence=6)
    assert check()[0] == 1


def test_swapped_lines_are_found():
    write()
    with without_triggers():
        AuditLine.objects.filter(sequence=2).update(sequence=99)
        AuditLine.objects.filter(sequence=3).update(sequence=2)
        AuditLine.objects.filter(sequence=99).update(sequence=3)
    problems = " ".join(finding.problem for finding in audit.verify())
    assert "does not follow" in problems


def test_an_end_that_was_cut_off_is_found_by_the_head():
    write()
    with without_triggers():
        AuditLine.objects.filter(sequence__gte=4)._raw_delete("default")
    assert any("cut off" in finding.problem for finding in audit.verify())


def test_an_end_that_was_cut_off_with_its_head_is_found_by_a_published_head():
    write()
    _code, published = check("--koppen")
    with without_triggers():
        AuditLine.objects.filter(sequence__gte=4)._raw_delete("default")
        last = AuditLine.objects.get(sequence=3)
        AuditHead.objects.update(sequence=3, hash=last.hash)
    assert check()[0] == 0  # The chain alone cannot see it.
    code, words = check("--kop", published.strip())
    assert code == 1
    assert "the published line is gone" in words


def test_a_log_written_anew_is_found_by_a_published_head():
    write()
    _code, published = check("--koppen")
    with without_triggers():
        AuditLine.objects.all()._raw_delete("default")
        AuditHead.objects.all().delete()
    write(6)
    assert check()[0] == 0
    assert "differs from what was published" in check("--kop", published.strip())[1]


def test_a_whole_month_that_was_removed_is_found():
    write(2, at=MOMENT - timedelta(days=31))
    write(2)
    write(2, at=MOMENT + timedelta(days=10))
    with without_triggers():
        AuditLine.objects.filter(month="2026-11")._raw_delete("default")
        AuditHead.objects.filter(month="2026-11").delete()
    findings = audit.verify()
    assert ("2026-12", 1) in {(finding.month, finding.sequence) for finding in findings}


def test_lines_whose_head_was_removed_are_found():
    write()
    AuditHead.objects.all().delete()
    assert "the head was removed" in audit.verify()[0].problem


def test_a_published_head_of_a_good_log_still_fits_after_more_lines():
    write()
    _code, published = check("--koppen")
    write(3, at=MOMENT + timedelta(hours=1))
    assert check("--kop", published.strip())[0] == 0


def test_a_check_of_one_region_leaves_the_others():
    write()
    write(2, region="regio-b")
    with without_triggers():
        AuditLine.objects.filter(region="regio-b", sequence=1).update(action="other")
    assert check("--regio", "regio-a")[0] == 0
    assert check("--regio", "regio-b")[0] == 1


@pytest.mark.parametrize(
    "text", ["x", "regio-a/2026-11:1", "regio-a/2026-11:1:abc", "../2026-11:1:" + "0" * 64]
)
def test_a_head_that_cannot_be_read_is_named(text):
    with pytest.raises(InputError, match="REGION/MONTH:NUMBER:HASH"):
        check("--kop", text)


def test_a_line_carries_the_trace_of_its_request(client):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    from werkregio.foundation.trace import current_trace

    token = current_trace.set(trace)
    try:
        assert write(1)[0].trace_id == trace
    finally:
        current_trace.reset(token)
    assert write(1, at=MOMENT + timedelta(hours=1))[0].trace_id != trace


def test_a_line_fits_the_standard():
    """The attributes against the schema of the standard; skipped where that file is not."""
    import json
    from pathlib import Path

    import jsonschema

    from werkregio.foundation.logboek import as_logboek

    folder = Path(os.environ.get("WERKREGIO_EXTERN", "../shared"))
    path = folder / "standards/logboek-dataverwerkingen/extensie-lezen-attributes.schema.json"
    line = audit.record(
        "zaak.read", "zaak:12", region="regio-a", by="user:1", at=MOMENT, subject="abc", activity="zaak"
    )
    shaped = as_logboek(line)
    assert shaped["start_time"] == int(MOMENT.timestamp() * 1000)
    assert len(shaped["trace_id"]) == 32
    assert len(shaped["operation_id"]) == 16
    assert shaped["attributes"]["dpl.core.data_subject_id"] == "abc"
    if not path.is_file():
        pytest.skip(f"Not here: {path.name}")
    schema = json.loads(path.read_text())
    assert set(shaped["attributes"]) <= set(schema["properties"])
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(
        shaped["attributes"]
    )


def _copy(line, **fields):
    values = {f.name: getattr(line, f.name) for f in AuditLine._meta.fields if f.name != "id"}
    return AuditLine(**{**values, **fields})


def test_connection_is_a_test_database():
    assert "test_" in str(connection.settings_dict["NAME"])
    assert MOMENT.tzinfo is AMSTERDAM
