# SPDX-License-Identifier: EUPL-1.2
"""What a counter sees of the questions that it entered: number, day, status in words, which organisation.

Never the words of the question, never who it is, and not which partner helps: that is between the
person and the guide. A question that was erased is gone from here too.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Lidmaatschap, valid_on
from werkregio.regio.permissions import Acting

from ..models import Zaak, Zaakgebeurtenis
from ..rules.references import read_reference
from ..rules.zaak_status import SHAPES
from ..terms import Gebeurtenis, Stap, ZaakStatus
from .zaak import statuses

# What the counter is told; the words for guides and for the person do not fit here.
STATUS_WORDS: Mapping[str, str | Promise] = {
    ZaakStatus.NIEUW: _("Waits for a guide"),
    ZaakStatus.IN_GESPREK: _("A guide works on it"),
    ZaakStatus.WACHT_OP_PERSOON: _("The guide waits for the person"),
    ZaakStatus.WACHT_OP_PARTNER: _("Another organisation was asked"),
    ZaakStatus.BIJ_PARTNER: _("Another organisation helps"),
    ZaakStatus.NAZORG: _("The help is done"),
    ZaakStatus.AFGESLOTEN: _("Closed"),
    ZaakStatus.INGETROKKEN: _("Withdrawn by the person"),
}
# The steps that are told, and no other: a talk, a need or a consent is nobody's business here.
STEP_WORDS: Mapping[str, str | Promise] = {
    Gebeurtenis.GEOPEND: _("Question entered"),
    Gebeurtenis.OVERGENOMEN: _("A guide took the question"),
    Gebeurtenis.OVERGEDRAGEN: _("Another guide goes on"),
    Gebeurtenis.TERUGGELEGD: _("The question waits for another guide"),
    Gebeurtenis.HEROPEND: _("The guide goes on with the question"),
    Gebeurtenis.AFGESLOTEN: _("The question was closed"),
    Gebeurtenis.INGETROKKEN: _("The person withdrew the question"),
}
REFERRAL_WORDS: Mapping[str, str | Promise] = {
    Stap.VERZONDEN: _("Another organisation was asked"),
    Stap.GESTART: _("The help started"),
    Stap.AFGEROND: _("The help is done"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked of the list."""

    query: str = ""
    status: str = ""
    since: date | None = None
    sort: str = "nieuwste"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: no word of the question and nothing about the person."""

    reference: str
    entered_on: date
    status: str
    status_kind: str
    organisation: str


def entered(acting: Acting) -> QuerySet[Zaak]:
    """What this organisation entered in this region, as long as it is kept."""
    return Zaak.objects.filter(
        regio_id=acting.regio_id, opened_partij_id=acting.partij.pk, erased_at__isnull=True
    )


def entered_one(acting: Acting, reference: str) -> Zaak | None:
    """One of them; a question of somebody else does not exist."""
    return entered(acting).filter(reference=reference).first()


def list_entered(acting: Acting, wanted: Wanted) -> tuple[list[int], dict[int, ZaakStatus]]:
    """The keys that fit, in order, each with its status."""
    rows = entered(acting)
    if wanted.query:
        reference = read_reference(wanted.query)
        by_number = {"reference": reference} if reference else {"reference__icontains": wanted.query.strip()}
        rows = rows.filter(**by_number)
    if wanted.since:
        rows = rows.filter(opened_at__gte=datetime.combine(wanted.since, time.min, AMSTERDAM))
    order = ["opened_at", "pk"] if wanted.sort == "oudste" else ["-opened_at", "-pk"]
    keys = list(rows.order_by(*order).values_list("pk", flat=True))
    states = statuses(rows)
    if wanted.status:
        keys = [key for key in keys if states[key] == wanted.status]
    if wanted.sort == "status":
        rank = {code: number for number, code in enumerate(STATUS_WORDS)}
        keys.sort(key=lambda key: rank[states[key]])
    return keys, states


def rows(keys: list[int], states: Mapping[int, ZaakStatus], *, on: date) -> list[Row]:
    """The lines of these keys in their order: two queries, however many there are."""
    zaken = {
        zaak.pk: zaak
        for zaak in Zaak.objects.filter(pk__in=keys).only("pk", "reference", "opened_at", "owner", "regio")
    }
    found = [zaken[key] for key in keys if key in zaken]
    at_work = _organisations({zaak.owner_id for zaak in found if zaak.owner_id}, found, on)
    return [
        Row(
            zaak.reference,
            zaak.opened_at.astimezone(AMSTERDAM).date(),
            str(STATUS_WORDS[states[zaak.pk]]),
            SHAPES[states[zaak.pk]],
            at_work.get(zaak.owner_id or 0, ""),
        )
        for zaak in found
    ]


def _organisations(owners: Collection[int], zaken: list[Zaak], on: date) -> dict[int, str]:
    """Of each guide the organisation; never a name of a person."""
    if not owners:
        return {}
    memberships = (
        Lidmaatschap.objects.filter(
            valid_on(on), user_id__in=owners, role="gids", partij__regio_id=zaken[0].regio_id
        )
        .order_by("-pk")
        .values_list("user_id", "partij__naam")
    )
    return dict(memberships)


def steps(zaak: Zaak) -> list[dict[str, Any]]:
    """What happened, oldest last, in the few words that a counter may know. One query."""
    lines: list[dict[str, Any]] = []
    for event in Zaakgebeurtenis.objects.filter(zaak=zaak).order_by("-at", "-pk"):
        words = (
            REFERRAL_WORDS.get(str(event.detail.get("stap", "")))
            if event.kind == Gebeurtenis.DOORVERWIJZING
            else STEP_WORDS.get(event.kind)
        )
        if words is not None:
            lines.append({"when": event.at.astimezone(AMSTERDAM), "title": str(words)})
    return lines
