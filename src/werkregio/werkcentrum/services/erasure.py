# SPDX-License-Identifier: EUPL-1.2
"""Erase one case: counts by month are kept, the personal rows and the key of the case go, codes stay.

The same function serves the term that is over and the person who asks for it (AVG article 17). It may
be called again after it broke off: one transaction holds all of it, and an erased case is left alone.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from werkregio.foundation import audit, outbox
from werkregio.foundation.clock import AMSTERDAM

from ..models import (
    Afsluiting,
    Doorverwijzing,
    DoorverwijzingStap,
    Inzage,
    Uitkomst,
    Werkgever,
    Werkgeversvraag,
    Zaak,
    Zaakgebeurtenis,
    Zaaksleutel,
    Zaakstatistiek,
)
from ..rules.erasure import EMPTY_CASE, TREATMENTS, Fate, empty_reference
from ..rules.statistics import NeedFacts, rows_of
from ..terms import Bewaarmethode, Bewaarstaat, Gebeurtenis
from . import appointments
from .consent import withdraw_all
from .referral_steps import SYSTEM, By, actor_of
from .zaak import locked, tell

# The entry of erasing in the register of processing activities.
ACTIVITY = "bewaren"


@transaction.atomic
def erase(
    zaak_id: int,
    *,
    state: str,
    method: str = Bewaarmethode.STATISTIEK,
    reason: str,
    by: By = SYSTEM,
    at: datetime,
) -> bool:
    """Erase one case, whoever calls has checked that it may. False: it was erased before.

    `reason` is a code for the log: the key of the rule, or of the request of the person.
    """
    zaak = locked(zaak_id)
    if zaak.erased_at is not None:
        return False
    _overwrite_what_is_deleted()
    # Nobody reads along any more, and nothing is on its way: before the key goes, or a partner keeps a door.
    withdraw_all(zaak, by=by, at=at)
    appointments.cancel_all(zaak, by=by, at=at)
    Inzage.objects.filter(doorverwijzing__zaak=zaak, ended_at__isnull=True).update(ended_at=at)
    outbox.cancel(subject=zaak.subject, at=at)
    kept = _keep_counts(zaak, state) if method == Bewaarmethode.STATISTIEK else 0
    company = Werkgeversvraag.objects.filter(zaak=zaak).values_list("werkgever_id", flat=True).first()
    gone = _delete_rows(zaak) + _forget_company(company)
    Zaaksleutel.objects.filter(zaak=zaak).delete()
    tell(zaak, Gebeurtenis.GEWIST, by=by, at=at, grond=state)
    _empty(zaak, at)
    actor = actor_of(by)
    audit.record(
        "zaak.gewist",
        zaak,
        region=zaak.regio.code,
        by=actor.in_log,
        at=at,
        organisation=actor.organisation,
        subject=zaak.subject,
        reason=reason,
        detail={"staat": str(state), "tellingen": kept, "rijen": gone},
        activity=ACTIVITY,
    )
    return True


def _delete_rows(zaak: Zaak) -> int:
    """Everything that the list of treatments says, in its order; returns how many rows went."""
    gone = 0
    for treatment in TREATMENTS:
        rows = apps.get_model("werkcentrum", treatment.model)._default_manager.filter(
            **{treatment.path: zaak}
        )
        if treatment.fate == Fate.DELETE:
            gone += rows.delete()[0]
        elif treatment.fate == Fate.EMPTY:
            rows.update(**treatment.empties)
    return gone


def _forget_company(pk: int | None) -> int:
    """A company of which no question is kept is forgotten: its name may be that of a person."""
    if pk is None or Werkgeversvraag.objects.filter(werkgever_id=pk).exists():
        return 0
    return Werkgever.objects.filter(pk=pk).delete()[0]


def _empty(zaak: Zaak, at: datetime) -> None:
    """What is left of the case itself says nothing: times of it only by month."""
    values: dict[str, Any] = dict(EMPTY_CASE)
    values |= {
        "reference": empty_reference(zaak.pk),
        "opened_at": _month(zaak.opened_at),
        "closed_at": _month(zaak.closed_at or at),
        "withdrawn_at": _month(zaak.withdrawn_at) if zaak.withdrawn_at else None,
        "erased_at": at,
        "version": zaak.version + 1,
    }
    Zaak.objects.filter(pk=zaak.pk).update(**values)


def _month(moment: datetime) -> datetime:
    local = moment.astimezone(AMSTERDAM)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _overwrite_what_is_deleted() -> None:
    """SQLite otherwise leaves deleted rows in the file until their place is used again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def wipe_free_space() -> bool:
    """Rewrite what a database keeps of deleted rows. Call it outside a transaction; False when it was busy.

    PostgreSQL frees the rows of these tables; what a disk keeps under a file system is beyond a program.
    """
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            # Busy: somebody still reads an older state; the next night does it.
            return cursor.fetchone()[0] == 0
        for table in _tables():
            cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
    return True


def _tables() -> list[str]:
    names = [t.model for t in TREATMENTS if t.fate != Fate.STAYS] + ["Zaaksleutel", "Zaak"]
    return [apps.get_model("werkcentrum", name)._meta.db_table for name in names]


# Counts


def _keep_counts(zaak: Zaak, state: str) -> int:
    facts = _needs(zaak)
    month = _month(zaak.opened_at).date()
    shown = gm_code_if_many(zaak, month)
    rows = rows_of(facts, opened_on=zaak.opened_at.astimezone(AMSTERDAM).date(), steps=_first_steps(zaak))
    Zaakstatistiek.objects.bulk_create(
        Zaakstatistiek(
            regio_id=zaak.regio_id,
            month=month,
            is_question=number == 0,
            gm_code=shown,
            asker=zaak.asker,
            language=zaak.language,
            channel=zaak.channel,
            state=Bewaarstaat(state),
            need=row.need,
            warmth=row.warmth,
            ground=row.ground,
            outcome=row.outcome,
            weeks=dict(row.weeks),
        )
        for number, row in enumerate(rows)
    )
    return len(rows)


def gm_code_if_many(zaak: Zaak, month: date) -> str:
    """The municipality, only when in that month at least as many questions came from it as may be shown."""
    if zaak.gemeente is None:
        return ""
    end = (month + timedelta(days=32)).replace(day=1)
    code = zaak.gemeente.gm_code
    live = Zaak.objects.filter(
        regio_id=zaak.regio_id,
        gemeente=zaak.gemeente,
        opened_at__gte=_month(zaak.opened_at),
        opened_at__lt=datetime(end.year, end.month, 1, tzinfo=AMSTERDAM),
    ).count()
    counted = Zaakstatistiek.objects.filter(
        regio_id=zaak.regio_id, month=month, gm_code=code, is_question=True
    ).count()
    return code if live + counted >= zaak.regio.publishing_limit else ""


def _needs(zaak: Zaak) -> list[NeedFacts]:
    ends = {(end.behoefte_key, end.round): end.ground for end in Afsluiting.objects.filter(zaak=zaak)}
    warmths = dict(
        Doorverwijzing.objects.filter(zaak=zaak).order_by("pk").values_list("behoefte_key", "warmth")
    )
    outcomes = dict(
        Uitkomst.objects.filter(doorverwijzing__zaak=zaak)
        .order_by("pk")
        .values_list("doorverwijzing__behoefte_key", "kind")
    )
    return [
        NeedFacts(
            need.need,
            warmths.get(need.pk, ""),
            ends.get((need.pk, need.round), ""),
            outcomes.get(need.pk, ""),
        )
        for need in zaak.behoeften.order_by("created_at", "pk")
    ]


def _first_steps(zaak: Zaak) -> Mapping[str, date]:
    """The first day of each step that says how long somebody waited."""
    moments = [
        *Zaakgebeurtenis.objects.filter(
            zaak=zaak, kind__in=[Gebeurtenis.GESPREK, Gebeurtenis.BEHOEFTE_GEKOZEN]
        ).values_list("kind", "at"),
        *DoorverwijzingStap.objects.filter(
            doorverwijzing__zaak=zaak, kind__in=["verzonden", "geaccepteerd", "eerste-contact", "afgerond"]
        ).values_list("kind", "at"),
    ]
    if zaak.closed_at:
        moments.append(("einde", zaak.closed_at))
    first: dict[str, date] = {}
    for kind, moment in moments:
        day = moment.astimezone(AMSTERDAM).date()
        first[kind] = min(first.get(kind, day), day)
    return first
