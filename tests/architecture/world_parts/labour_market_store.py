# SPDX-License-Identifier: EUPL-1.2
"""The fact base: a dataset of an organisation of the region, the import that made it, and a source."""

from werkregio.foundation import clock
from werkregio.labour_market.models import Dataset, Source
from werkregio.labour_market.services import uploads

ROLES = {
    "analist": "werkcentrum",
    "data-editor": "gemeente",
    "uwv-adviseur": "partner",
    "sbb-adviseur": "sbb",
}
PARTIJEN = {"gemeente": {"soort": "gemeente"}, "sbb": {"soort": "sbb"}}
OPEN_PAGES: list[str] = []
MAPPING = """
tabel = "zebratelling"
titel = "Zebratelling"
[gebied]
kolom = "gemeente"
[[maat]]
sleutel = "aantal"
kolom = "aantal"
"""


def add(world, partijen, actings):
    run, _version, _new = uploads.store(
        MAPPING,
        "zebra.csv",
        f"gemeente,aantal\nVenlo,{len(world.name)}\nUtopia,5\n".encode(),
        by="system",
        at=clock.now(),
        regio=world.regio,
        partij=partijen["gemeente"],
    )
    source = Source.objects.create(regio=world.regio, code="zebra", title="Zebrabron", is_own=True)
    world.kwargs["dataset"] = {"pk": Dataset.objects.get(regio=world.regio).pk}
    world.kwargs["import_run"] = {"pk": run.pk}
    world.kwargs["source"] = {"pk": source.pk}
