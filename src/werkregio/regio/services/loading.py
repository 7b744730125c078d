# SPDX-License-Identifier: EUPL-1.2
"""Loads reference data and the own data of a region. May be run as often as wanted."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.text import slugify

from werkregio.foundation import audit
from werkregio.foundation.errors import InputError

from ..models import Arbeidsmarktregio, Geleding, Gemeente, Lidmaatschap, Partij, RegioGemeente, Staffunctie
from ..rules import loaders, reference
from ..terms import RegioSoort

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@transaction.atomic
def load_regio(code: str, *, soort: str | None, by: str, at: datetime) -> list[str]:
    """All regions and municipalities, the own data of `code`, and what upper modules add to it.

    The region becomes active. Without `soort` it stays what it was; a new one is real. Gives lines
    with counts to show.
    """
    known = reference.regios()
    if code not in known:
        raise InputError(f"Unknown region {code!r}. Known: {', '.join(sorted(known))}.")
    if soort is not None and soort not in RegioSoort.values:
        raise InputError(f"Unknown kind {soort!r}. Known: {', '.join(RegioSoort.values)}.")

    lines = [_line("Regions", _load_regios()), *_load_gemeenten()]
    regio = Arbeidsmarktregio.objects.select_for_update().get(code=code)
    _refuse_other_kind(regio, soort)
    _refuse_real_in_demo(regio, soort)
    own = reference.own_data(code)
    _activate(regio, soort, own or {})
    lines += _load_own(regio, own) if own else _load_werkcentrum(regio)
    audit.record("regio.loaded", regio, region=regio.code, by=by, at=at, detail={"soort": regio.soort})
    for _name, load in loaders.registered():
        lines += load(regio.code, at)
    return lines


def _line(what: str, counts: Counter[str]) -> str:
    parts = [f"{counts[state]} {state}" for state in (NEW, CHANGED, UNCHANGED) if counts[state]]
    return f"{what}: {', '.join(parts) or 'none'}"


def _put(model: type[models.Model], key: dict[str, Any], values: dict[str, Any]) -> tuple[Any, str]:
    """Make the row, or change what differs; and say which."""
    row, created = model._default_manager.get_or_create(**key, defaults=values)
    if created:
        return row, NEW
    different = [name for name, value in values.items() if getattr(row, name) != value]
    if not different:
        return row, UNCHANGED
    for name in different:
        setattr(row, name, values[name])
    row.save(update_fields=different)
    return row, CHANGED


def _load_regios() -> Counter[str]:
    return Counter(
        _put(Arbeidsmarktregio, {"code": fact.code}, {"am_code": fact.am_code, "naam": fact.naam})[1]
        for fact in reference.regios().values()
    )


def _load_gemeenten() -> list[str]:
    """All municipalities and their periods, read in two queries: a second run writes nothing."""
    municipalities: Counter[str] = Counter()
    gemeenten = {gemeente.gm_code: gemeente for gemeente in Gemeente.objects.all()}
    fresh = {}
    for fact in reference.periodes():
        if fact.gm_code not in gemeenten and fact.gm_code not in fresh:
            fresh[fact.gm_code] = Gemeente(
                gm_code=fact.gm_code, naam=fact.naam, slug=slugify(fact.naam), provincie=fact.provincie
            )
    if fresh:
        Gemeente.objects.bulk_create(fresh.values())
        gemeenten = {gemeente.gm_code: gemeente for gemeente in Gemeente.objects.all()}
    municipalities[NEW] = len(fresh)
    municipalities[UNCHANGED] = len(gemeenten) - len(fresh)

    regios = {regio.am_code: regio for regio in Arbeidsmarktregio.objects.exclude(am_code="")}
    present = {
        (row.gemeente_id, row.regio_id, row.valid_from): row.valid_to for row in RegioGemeente.objects.all()
    }
    missing = []
    for fact in reference.periodes():
        gemeente, regio = gemeenten[fact.gm_code], regios[fact.am_code]
        if (gemeente.pk, regio.pk, fact.valid_from) not in present:
            missing.append(
                RegioGemeente(
                    regio=regio,
                    gemeente=gemeente,
                    valid_from=fact.valid_from,
                    valid_to=fact.valid_to,
                    source=fact.source,
                )
            )
    RegioGemeente.objects.bulk_create(missing)
    periods = Counter({NEW: len(missing), UNCHANGED: len(reference.periodes()) - len(missing)})
    return [_line("Municipalities", municipalities), _line("Periods in a region", periods)]


def _refuse_other_kind(regio: Arbeidsmarktregio, soort: str | None) -> None:
    """A region where real people work does not become a demo, and a demo with them not a real one."""
    if not regio.active or soort in (None, regio.soort):
        return
    if Lidmaatschap.objects.filter(partij__regio=regio).exists():
        raise InputError(
            f"Region {regio.code} is loaded as {regio.soort!r} and has members. "
            "Use another database for another kind."
        )


def _refuse_real_in_demo(regio: Arbeidsmarktregio, soort: str | None) -> None:
    """Demo mode shows sign-in codes, so it loads no real region (ruling A11)."""
    if settings.DEMO and (soort or regio.soort) == RegioSoort.ECHT:
        raise InputError("Demo mode is on: load the region with --soort demo, or set WERKREGIO_DEMO=0.")


def _activate(regio: Arbeidsmarktregio, soort: str | None, own: dict[str, Any]) -> None:
    facts = own.get("regio", {})
    regio.soort = soort or regio.soort
    regio.active = True
    # What the administrators of the region filled in stays.
    regio.werkcentrum_naam = (
        regio.werkcentrum_naam or facts.get("werkcentrum_naam") or f"Werkcentrum {regio.naam}"
    )
    if regio.centrumgemeente is None and "centrumgemeente" in facts:
        regio.centrumgemeente = Gemeente.objects.get(gm_code=facts["centrumgemeente"])
    regio.save()


def _load_own(regio: Arbeidsmarktregio, own: dict[str, Any]) -> list[str]:
    for item in own["gemeenten"]:
        Gemeente.objects.filter(gm_code=item["gm_code"]).exclude(slug=item["slug"]).update(slug=item["slug"])
    start: date = own["geledingen"]["valid_from"]
    geledingen = Counter(
        _put(Geleding, {"regio": regio, "code": item["code"]}, {"naam": item["naam"], "valid_from": start})[1]
        for item in own["geledingen"]["items"]
    )
    staf = Counter(
        _put(
            Staffunctie, {"regio": regio, "code": item["code"]}, {"naam": item["naam"], "taak": item["taak"]}
        )[1]
        for item in own["staffuncties"]
    )
    return [
        _line("Geledingen", geledingen),
        _line("Staff roles", staf),
        _line("Partners", _load_partijen(regio, own["partijen"])),
    ]


def _load_partijen(regio: Arbeidsmarktregio, items: list[dict[str, str]]) -> Counter[str]:
    geledingen = {geleding.code: geleding for geleding in Geleding.objects.filter(regio=regio)}
    gemeenten = {gemeente.gm_code: gemeente for gemeente in Gemeente.objects.all()}
    counts: Counter[str] = Counter()
    for item in items:
        # An organisation that is there may have been changed by its people: it stays as it is.
        _partij, created = Partij.objects.get_or_create(
            regio=regio,
            code=item["code"],
            defaults={
                "naam": item["naam"],
                "soort": item["soort"],
                "partner_soort": item["partner"],
                "geleding": geledingen.get(item.get("geleding", "")),
                "gemeente": gemeenten.get(item.get("gemeente", "")),
                "rol": item.get("rol", ""),
            },
        )
        counts[NEW if created else UNCHANGED] += 1
    return counts


def _load_werkcentrum(regio: Arbeidsmarktregio) -> list[str]:
    """A region without own data has its Werkcentrum: somebody there can begin."""
    item = {
        "code": "werkcentrum",
        "naam": regio.werkcentrum_naam,
        "soort": "werkcentrum",
        "partner": "uitvoerend",
    }
    return [_line("Partners", _load_partijen(regio, [item]))]
