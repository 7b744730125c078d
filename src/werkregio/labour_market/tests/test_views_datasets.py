# SPDX-License-Identifier: EUPL-1.2
"""Pages of the data editor and the analyst: look, store, undo; fetch in the background; who may what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories import MOMENT, PartijFactory

from werkregio.foundation.models import AuditLine
from werkregio.labour_market.models import Dataset, ImportRun, Source
from werkregio.labour_market.queries import store
from werkregio.labour_market.queries.tables import open_table
from werkregio.labour_market.services import cbs, uploads

from .statline import TABLE, v3_sets
from .test_services_cbs_online import QUICK, serving
from .test_services_uploads import GOOD, HEAD, MAPPING

pytestmark = pytest.mark.django_db
BAD = "".join(f"Utopia{number};2026;zorg;1;1\r\n" for number in range(11)) + "Bergen;2026;zorg;1;1\r\n"


def send(client, text=GOOD + BAD, mapping=MAPPING, **fields):
    file = SimpleUploadedFile("telling.csv", text if isinstance(text, bytes) else text.encode())
    data = {"file": file, "known": "eigen", "mapping": mapping, **fields}
    return client.post(reverse("labour_market:dataset_upload"), data)


def run_page(run):
    return reverse("labour_market:import_run", args=[run.pk])


def test_a_file_with_twelve_bad_rows_is_looked_at_stored_and_undone(signed_in):
    client = signed_in("data-editor")
    answer = send(client)
    run = ImportRun.objects.get()
    assert answer.status_code == 302
    page = client.get(run_page(run)).content.decode()
    assert "12 geweigerde rijen" in page
    assert "GM0893 gemeente Bergen (L.)" in page
    assert not Dataset.objects.exists()
    client.post(run_page(run), {"act": "apply"})
    run.refresh_from_db()
    assert (run.state, run.rows_kept, run.rows_refused) == ("done", 2, 12)
    assert open_table("proef", regio_id=client.partij.regio_id).number == 1
    assert AuditLine.objects.get(action="dataset.imported").actor == f"user:{client.user.pk}"
    table = client.get(reverse("labour_market:import_refusals", args=[run.pk])).content.decode()
    assert table.count("Utopia") == 11
    client.post(run_page(run), {"act": "undo"})
    assert Dataset.objects.get().current is None


def test_storing_twice_stores_once(signed_in):
    client = signed_in("data-editor")
    send(client)
    run = ImportRun.objects.get()
    client.post(run_page(run), {"act": "apply"})
    client.post(run_page(run), {"act": "apply"})
    assert Dataset.objects.get().versions.count() == 1


def test_what_is_thrown_away_leaves_nothing_after_a_day(signed_in):
    client = signed_in("data-editor")
    send(client)
    run = ImportRun.objects.get()
    raw = store.raw_path(run.options["raw"])
    assert raw.is_file()
    client.post(run_page(run), {"act": "drop"})
    ImportRun.objects.update(asked_at=MOMENT.replace(day=20))
    assert uploads.tidy(MOMENT)["trials"] == 1
    assert not raw.exists()
    assert not Dataset.objects.exists()


@pytest.mark.parametrize(
    ("text", "mapping", "word"),
    [
        (b"\xff\xfex", MAPPING, "UTF-16"),
        (HEAD + "Venlo;2026;zorg;=1;1\n", MAPPING, "formule"),
        (GOOD, "tabel = ", "TOML"),
        (GOOD, "", "mapping"),
        ("a;b\n1;2\n", MAPPING, "gemeente"),
    ],
)
def test_a_file_or_mapping_that_cannot_be_used_is_told_at_its_field(signed_in, text, mapping, word):
    client = signed_in("data-editor")
    answer = send(client, text, mapping)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_dataset_of_another_organisation_is_not_filled(signed_in):
    client = signed_in("data-editor")
    other = PartijFactory(regio=client.partij.regio)
    uploads.store(MAPPING, "f.csv", GOOD.encode(), by="system", at=MOMENT, regio=other.regio, partij=other)
    assert send(client).status_code == 422
    # The analyst of the region may.
    assert send(signed_in("analist", regio=client.partij.regio)).status_code == 302


def test_a_source_of_one_organisation_is_filled_by_that_organisation(signed_in):
    client = signed_in("data-editor")
    other = PartijFactory(regio=client.partij.regio)
    Source.objects.create(regio=other.regio, code="tel", title="Tel", partij=other)
    mapping = 'bron = "tel"\n' + MAPPING
    assert send(client, mapping=mapping).status_code == 422
    assert send(signed_in("data-editor", partij=other), mapping=mapping).status_code == 302


def test_another_organisation_sees_an_import_and_cannot_store_or_undo_it(signed_in):
    client = signed_in("data-editor")
    send(client)
    run = ImportRun.objects.get()
    neighbour = signed_in("data-editor", regio=client.partij.regio)
    assert neighbour.post(run_page(run), {"act": "apply"}).status_code == 404
    assert signed_in("data-editor").get(run_page(run)).status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_takes_a_fixed_number_of_queries(signed_in, django_assert_num_queries, count):
    client = signed_in("analist")
    for number in range(count):
        mapping = MAPPING.replace('"proef"', f'"proef{number}"')
        partij = client.partij
        uploads.store(
            mapping, "f.csv", GOOD.encode(), by="system", at=MOMENT, regio=partij.regio, partij=partij
        )
    client.get(reverse("labour_market:datasets"))
    with django_assert_num_queries(7):
        page = client.get(reverse("labour_market:datasets"))
    assert f"{count} datasets" in page.content.decode()
    assert (
        "1 dataset" in client.get(reverse("labour_market:datasets"), {"zoek": "proef2"}).content.decode()
        or count == 30
    )


def test_a_table_is_fetched_by_the_worker_and_can_be_stopped_before(signed_in, tmp_path, settings):
    client = signed_in("analist")
    with serving(v3_sets(), tmp_path) as (base, _ask):
        settings.CBS_BASES = [base]
        for _again in range(2):
            client.post(reverse("labour_market:dataset_fetch"), {"table_id": TABLE})
        run = ImportRun.objects.get()
        assert run.state == "waiting"
        assert "rijen opgehaald" in client.get(run_page(run)).content.decode()
        assert cbs.run_waiting(run.pk, at=MOMENT, patience=QUICK) == "done"
        assert cbs.run_waiting(run.pk, at=MOMENT, patience=QUICK) == "done"
        client.post(reverse("labour_market:dataset_fetch"), {"table_id": TABLE})
        second = ImportRun.objects.exclude(pk=run.pk).get()
        client.post(run_page(second), {"act": "stop"})
        assert cbs.run_waiting(second.pk, at=MOMENT, patience=QUICK) == "cancelled"
    dataset = Dataset.objects.get()
    page = client.get(reverse("labour_market:dataset", args=[dataset.pk])).content.decode()
    assert "Banen naar geslacht" in page
    assert "Uurloon" in page


def test_an_odd_id_is_refused_and_an_unreachable_source_is_told(signed_in, settings):
    client = signed_in("analist")
    assert client.post(reverse("labour_market:dataset_fetch"), {"table_id": "../x"}).status_code == 422
    settings.CBS_BASES = ["http://127.0.0.1:9"]
    client.post(reverse("labour_market:dataset_fetch"), {"table_id": TABLE})
    run = ImportRun.objects.get()
    assert cbs.run_waiting(run.pk, at=MOMENT, patience=QUICK) == "failed"
    assert "mislukt" in client.get(run_page(run)).content.decode()
