# SPDX-License-Identifier: EUPL-1.2
"""Loads the Beraad of a region along with the region: gremium, convenant in draft, seats, tables. Idempotent.

What people changed since stays: a row that is there is left alone.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import (
    Arbeidsmarktregio,
    Convenant,
    ConvenantPartij,
    Geleding,
    Partij,
    Staffunctie,
    Voorzitterschap,
    Zetel,
)
from werkregio.regio.terms import RegioSoort, VoorzitterSoort

from ..models import Gremium, Tafel, Thema, ThemaTafel, Vergadering
from ..rules.convenant import DEFAULT_READINGS, REPORT
from ..terms import GremiumSoort, VergaderingStaat

DATA = Path(__file__).parent.parent / "data"


def load_for(code: str, at: datetime) -> list[str]:
    """The Beraad of a region: its own data where the project has them, else what every region has."""
    default, own = _read("board_default"), _read(f"board_{code}")
    regio = Arbeidsmarktregio.objects.get(code=code)
    since: date = own.get("since") or at.astimezone(AMSTERDAM).date()
    lines: list[str] = []
    with transaction.atomic():
        gremium, new = Gremium.objects.get_or_create(
            regio=regio,
            soort=GremiumSoort.BERAAD,
            defaults={**default["gremium"], "valid_from": since, "facilitated_by": _centrum(regio)},
        )
        lines.append(f"Regionaal Beraad: {'1 new' if new else '1 unchanged'}")
        geledingen = _geledingen(regio, default["geledingen"], since)
        for item in default["staffuncties"]:
            Staffunctie.objects.get_or_create(
                regio=regio, code=item["code"], defaults={"naam": item["naam"], "taak": item["taak"]}
            )
        lines.append(_seats(regio, geledingen, own.get("seats", []), since))
        lines.append(_convenant(regio, default["convenant"], since))
        lines.append(_thematafels(regio, own.get("thematafels", []), since))
        lines.append(_history(gremium, own.get("history", [])))
        lines.append(_tables(regio, own))
        if new:
            audit.record("beraad.loaded", gremium, region=code, by="system", at=at)
    return lines


def _read(name: str) -> dict[str, Any]:
    path = DATA / f"{name}.yaml"
    return yaml.safe_load(path.read_text()) if path.is_file() else {}


def _line(what: str, new: int, all_: int) -> str:
    return f"{what}: {new} new, {all_ - new} unchanged"


def _centrum(regio: Arbeidsmarktregio) -> Partij | None:
    """The organisation that is centrumgemeente; it facilitates the tables (L1271-1273)."""
    return Partij.objects.filter(regio=regio, gemeente=regio.centrumgemeente, gemeente__isnull=False).first()


def _geledingen(regio: Arbeidsmarktregio, items: list[dict[str, str]], since: date) -> dict[str, Geleding]:
    # A region with geledingen of its own keeps to those.
    if not Geleding.objects.filter(regio=regio).exists():
        for item in items:
            Geleding.objects.create(regio=regio, code=item["code"], naam=item["naam"], valid_from=since)
    return {row.code: row for row in Geleding.objects.filter(regio=regio)}


def _seats(
    regio: Arbeidsmarktregio,
    geledingen: Mapping[str, Geleding],
    items: list[dict[str, Any]],
    since: date,
) -> str:
    # Once there are seats, people keep them: a seat that was ended does not come back.
    if Zetel.objects.filter(regio=regio).exists():
        return _line("Seats", 0, len(items))
    partijen = {row.code: row for row in Partij.objects.filter(regio=regio)}
    for item in items:
        zetel = Zetel.objects.create(
            regio=regio,
            geleding=geledingen[item["geleding"]],
            partij=partijen[item["partij"]],
            functie=item["functie"],
            valid_from=since,
        )
        if item.get("chair"):
            Voorzitterschap.objects.create(
                regio=regio, zetel=zetel, soort=VoorzitterSoort.VOORZITTER, valid_from=since
            )
    return _line("Seats", len(items), len(items))


def _convenant(regio: Arbeidsmarktregio, item: dict[str, Any], since: date) -> str:
    if Convenant.objects.filter(regio=regio).exists():
        return _line("Convenant", 0, 1)
    # In formation the draft rules: there is nothing else to go by.
    made = Convenant.objects.create(
        regio=regio,
        nummer=1,
        naam=item["naam"],
        valid_from=since,
        meetings_in_year=item["meetings_in_year"],
        sources=dict(REPORT),
        readings=dict(DEFAULT_READINGS),
    )
    seats = Zetel.objects.filter(regio=regio, geleding__isnull=False).order_by("pk")
    for zetel in seats:
        ConvenantPartij.objects.get_or_create(
            convenant=made, partij_id=zetel.partij_id, defaults={"geleding_id": zetel.geleding_id}
        )
    return _line("Convenant", 1, 1)


def _thematafels(regio: Arbeidsmarktregio, items: list[dict[str, str]], since: date) -> str:
    centrum = _centrum(regio)
    new = 0
    for item in items:
        _row, made = Gremium.objects.get_or_create(
            regio=regio,
            code=item["code"],
            defaults={
                "naam": item["naam"],
                "soort": GremiumSoort.THEMATAFEL,
                "facilitated_by": centrum,
                "valid_from": since,
            },
        )
        new += made
    return _line("Thematafels", new, len(items))


def _history(gremium: Gremium, items: list[dict[str, Any]]) -> str:
    """Meetings from before Werkregio. Their hour is not known: the row has noon, the title says so (R30)."""
    new = 0
    if gremium.regio.soort == RegioSoort.OEFEN:
        return _line("Earlier meetings", 0, 0)
    for item in items:
        start = datetime.combine(item["day"], time(12, 0), AMSTERDAM)
        _row, made = Vergadering.objects.get_or_create(
            gremium=gremium,
            historical=True,
            titel=item["titel"],
            defaults={
                "regio": gremium.regio,
                "soort": item["soort"],
                "starts_at": start,
                "ends_at": start + timedelta(hours=2),
                "state": VergaderingStaat.GESLOTEN,
            },
        )
        new += made
    return _line("Earlier meetings", new, len(items))


def _tables(regio: Arbeidsmarktregio, own: dict[str, Any]) -> str:
    """Programmes and other tables, and what is known of who decides on a theme (S15)."""
    tafels, new = {}, 0
    for item in own.get("tafels", []):
        key = {"regio": regio, "code": item["code"]}
        values = {name: value for name, value in item.items() if name != "code"}
        tafels[item["code"]], made = Tafel.objects.get_or_create(**key, defaults=values)
        new += made
    for item in own.get("themas", []):
        thema, made = Thema.objects.get_or_create(
            regio=regio, code=item["code"], defaults={"naam": item["naam"], "source": item["source"]}
        )
        if made:
            for code, rol in item["tafels"].items():
                ThemaTafel.objects.create(thema=thema, tafel=tafels[code], rol=rol)
        new += made
    return _line("Programmes, tables and themes", new, len(own.get("tafels", []) + own.get("themas", [])))
