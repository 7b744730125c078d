# SPDX-License-Identifier: EUPL-1.2
"""A practice region beside a region: the same places and organisations as copies, marked as invented.

It has a code, hosts and municipalities of its own, so that no count, report or page of the real region
can meet its cases. Messages are held back by `queries.may_send`.
"""

from datetime import datetime

from django.db import transaction

from werkregio.foundation import audit
from werkregio.foundation.errors import InputError

from ..models import (
    Arbeidsmarktregio,
    Geleding,
    Gemeente,
    Lidmaatschap,
    Partij,
    RegioGemeente,
    Sluitingsdag,
    valid_on,
)
from ..queries import geledingen_of, gemeenten_of, partijen_of
from ..rules import loaders
from ..rules.members import WERKCENTRUM
from ..rules.practice import practice_code, practice_gm_code, practice_host
from ..terms import RegioSoort

# Who works in the region practises in its copy with the same role.
COPIED_ROLES = ("gids", "regiobeheerder")


@transaction.atomic
def make_practice_region(code: str, *, by: str, at: datetime) -> Arbeidsmarktregio:
    """Make the practice region of a region, or bring it up to date. May be run as often as wanted."""
    origin = Arbeidsmarktregio.objects.filter(code=code, active=True).first()
    if origin is None or origin.soort == RegioSoort.OEFEN:
        raise InputError(f"No region {code!r} to practise beside. Load it first: werkregio laad-regio {code}")
    regio = Arbeidsmarktregio.objects.filter(code=practice_code(code)).first()
    if regio is None:
        regio = Arbeidsmarktregio(code=practice_code(code), soort=RegioSoort.OEFEN)
    if regio.soort != RegioSoort.OEFEN:
        raise InputError(f"Region {regio.code} is there already and is not for practice.")
    regio.naam = f"{origin.naam} (oefenen)"[:80]
    regio.werkcentrum_naam = f"{origin.werkcentrum_naam} (oefenen)"[:120]
    regio.hosts = sorted({practice_host(host) for host in origin.hosts})
    regio.publishing_limit, regio.active = origin.publishing_limit, True
    regio.phone, regio.email = "077 000 00 00", f"vraag@{regio.code}.example"
    regio.save()
    _copy_places(origin, regio, at)
    _copy_organisations(origin, regio, at)
    sync_members(regio, at=at)
    audit.record("regio.practice", regio, region=regio.code, by=by, at=at, detail={"beside": origin.code})
    for _name, load in loaders.registered():
        load(regio.code, at)
    return regio


def origin_of(regio: Arbeidsmarktregio) -> Arbeidsmarktregio | None:
    """The region that a practice region stands beside."""
    found = Arbeidsmarktregio.objects.exclude(soort=RegioSoort.OEFEN)
    return next((other for other in found if practice_code(other.code) == regio.code), None)


def _copy_places(origin: Arbeidsmarktregio, regio: Arbeidsmarktregio, at: datetime) -> None:
    for gemeente in gemeenten_of(origin, on=at.date()):
        copy, _new = Gemeente.objects.update_or_create(
            gm_code=practice_gm_code(gemeente.gm_code),
            defaults={"naam": gemeente.naam, "slug": gemeente.slug, "provincie": "Oefenen (verzonnen)"},
        )
        RegioGemeente.objects.get_or_create(
            regio=regio,
            gemeente=copy,
            valid_to=None,
            defaults={"valid_from": at.date().replace(year=2025, month=1, day=1), "source": "oefenen"},
        )
    for closed in Sluitingsdag.objects.filter(regio=origin):
        Sluitingsdag.objects.get_or_create(regio=regio, day=closed.day, defaults={"why": closed.why})


def _copy_organisations(origin: Arbeidsmarktregio, regio: Arbeidsmarktregio, at: datetime) -> None:
    for geleding in geledingen_of(origin, on=at.date()):
        Geleding.objects.get_or_create(
            regio=regio,
            code=geleding.code,
            defaults={"naam": geleding.naam, "valid_from": geleding.valid_from},
        )
    geledingen = {row.code: row for row in Geleding.objects.filter(regio=regio)}
    gemeenten = {row.gm_code: row for row in gemeenten_of(regio, on=at.date())}
    for partij in partijen_of(origin):
        Partij.objects.update_or_create(
            regio=regio,
            code=partij.code,
            defaults={
                "naam": f"{partij.naam} (oefenen)"[:120],
                "soort": partij.soort,
                "partner_soort": partij.partner_soort,
                "rol": partij.rol,
                "geleding": geledingen.get(partij.geleding.code) if partij.geleding else None,
                "gemeente": gemeenten.get(practice_gm_code(partij.gemeente.gm_code))
                if partij.gemeente
                else None,
                # Nothing of the real one: what arrives nowhere cannot go wrong.
                "email": f"{partij.code}@{regio.code}.example",
                "phone": "",
                "active": True,
                "is_invented": True,
            },
        )


@transaction.atomic
def sync_members(regio: Arbeidsmarktregio, *, at: datetime) -> int:
    """Guides and administrators of the region may practise; who left the region leaves here too."""
    origin, today = origin_of(regio), at.date()
    werkcentrum = Partij.objects.filter(regio=regio, soort=WERKCENTRUM).first()
    if regio.soort != RegioSoort.OEFEN or origin is None or werkcentrum is None:
        return 0
    present = set(
        Lidmaatschap.objects.filter(
            valid_on(today), partij__regio=origin, partij__active=True, role__in=COPIED_ROLES
        ).values_list("user_id", "role")
    )
    here = Lidmaatschap.objects.filter(partij=werkcentrum, role__in=COPIED_ROLES, valid_to=None)
    known = {(row.user_id, row.role): row for row in here.select_related("user")}
    for user_id, role in present - known.keys():
        Lidmaatschap.objects.create(user_id=user_id, partij=werkcentrum, role=role, valid_from=today)
    for key in known.keys() - present:
        # The invented guides belong to the practice region itself.
        if not known[key].user.email.endswith(f"@{regio.code}.example"):
            known[key].valid_to = max(today, known[key].valid_from)
            known[key].save(update_fields=["valid_to"])
    return len(present)
