# SPDX-License-Identifier: EUPL-1.2
"""What a line of the register tells, made again from the tables: so a changed row is found beside its line.

Another subject adds the maker of its own kind with `register_kind`.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from ..models import Besluit, BesluitVoortgang, Rectificatie, Ronde

# Gives the payload of a reference again, or None when the row is gone.
Maker = Callable[[str], Mapping[str, Any] | None]
# All references of a kind that must stand in the register of a gremium.
Lister = Callable[[int], set[str]]
_makers: dict[str, tuple[Maker, Lister]] = {}


def register_kind(kind: str, maker: Maker, lister: Lister) -> None:
    """Say how the payload of a kind is made from its row, and which rows must have a line."""
    _makers[kind] = (maker, lister)


def makers() -> dict[str, tuple[Maker, Lister]]:
    """The kinds that can be compared with their rows."""
    return dict(_makers)


def moment(at: datetime) -> str:
    """A moment as the register writes it, whatever zone it was read in."""
    return at.astimezone(UTC).isoformat()


def round_payload(ronde: Ronde) -> dict[str, Any]:
    """A closed round: its input, its outcome, every ballot and vote, and the objections."""
    item = ronde.agendapunt
    return {
        "agendapunt": item.pk,
        "vergadering": item.vergadering_id,
        "soort": ronde.soort,
        "nummer": ronde.nummer,
        "geopend": moment(ronde.opened_at),
        "gesloten": moment(ronde.closed_at) if ronde.closed_at else "",
        "consensus": ronde.consensus,
        "bevroren": ronde.frozen,
        "uitkomst": ronde.outcome,
        "berekening": ronde.computation,
        "bezwaren": [
            {"geleding": one.geleding.code, "tekst": one.tekst, "op": moment(one.at)}
            for one in ronde.bezwaren.select_related("geleding").order_by("pk")
        ],
        "briefjes": [
            {
                "geleding": one.geleding.code,
                "volgnummer": one.volgnummer,
                "keuze": one.keuze,
                "motivering": one.motivering,
                "mondeling": one.oral,
                "mandaat": one.mandaat_id,
                "door": one.by_id,
                "op": moment(one.at),
            }
            for one in ronde.briefjes.select_related("geleding").order_by("geleding__code", "volgnummer")
        ],
        "stemmen": [
            {"geleding": one.geleding.code, "keuze": one.keuze, "geweigerd": one.refused}
            for one in ronde.stemmen.select_related("geleding").order_by("geleding__code")
        ],
    }


def decision_payload(besluit: Besluit) -> dict[str, Any]:
    """A decision with everything needed to reckon it again."""
    return {
        "nummer": besluit.number,
        "agendapunt": besluit.agendapunt_id,
        "vergadering": besluit.vergadering_id,
        "ronde": f"ronde:{besluit.ronde_id}",
        "convenant": besluit.convenant.nummer,
        "type": besluit.type,
        "titel": besluit.titel,
        "tekst": besluit.tekst,
        "uitkomst": besluit.outcome,
        "berekening": besluit.computation,
        "zaak": besluit.ronde.frozen.get("zaak", {}),
        "financieel": besluit.financial,
        # Money as text with two decimals: a float would be another amount.
        "bedrag": "" if besluit.amount is None else f"{besluit.amount:.2f}",
        "openbaar": besluit.public,
        "datum": besluit.taken_on.isoformat(),
    }


def correction_payload(row: Rectificatie) -> dict[str, Any]:
    """A correction: which decision, what stands instead, and the decision that says so."""
    return {
        "besluit": row.besluit.number,
        "nummer": row.nummer,
        "titel": row.titel,
        "tekst": row.tekst,
        "reden": row.reason,
        "door_besluit": row.decided_by.number,
    }


def progress_payload(row: BesluitVoortgang) -> dict[str, Any]:
    """A step in carrying out a decision."""
    return {"besluit": row.besluit.number, "staat": row.staat, "toelichting": row.note, "op": moment(row.at)}


def _key(reference: str) -> int:
    return int(reference.rsplit(":", 1)[1])


def _round_again(reference: str) -> dict[str, Any] | None:
    row = Ronde.objects.select_related("agendapunt").filter(pk=_key(reference)).first()
    return None if row is None else round_payload(row)


def _decision_again(reference: str) -> dict[str, Any] | None:
    row = Besluit.objects.select_related("convenant", "ronde").filter(pk=_key(reference)).first()
    return None if row is None else decision_payload(row)


def _correction_again(reference: str) -> dict[str, Any] | None:
    row = Rectificatie.objects.select_related("besluit", "decided_by").filter(pk=_key(reference)).first()
    return None if row is None else correction_payload(row)


def _progress_again(reference: str) -> dict[str, Any] | None:
    row = BesluitVoortgang.objects.select_related("besluit").filter(pk=_key(reference)).first()
    return None if row is None else progress_payload(row)


def _rounds_of(gremium_id: int) -> set[str]:
    rows = Ronde.objects.filter(agendapunt__gremium_id=gremium_id, closed_at__isnull=False)
    return {f"ronde:{pk}" for pk in rows.values_list("pk", flat=True)}


def _decisions_of(gremium_id: int) -> set[str]:
    rows = Besluit.objects.filter(gremium_id=gremium_id)
    return {f"besluit:{pk}" for pk in rows.values_list("pk", flat=True)}


def _corrections_of(gremium_id: int) -> set[str]:
    rows = Rectificatie.objects.filter(besluit__gremium_id=gremium_id)
    return {f"rectificatie:{pk}" for pk in rows.values_list("pk", flat=True)}


def _progress_of(gremium_id: int) -> set[str]:
    rows = BesluitVoortgang.objects.filter(besluit__gremium_id=gremium_id)
    return {f"voortgang:{pk}" for pk in rows.values_list("pk", flat=True)}


register_kind("ronde", _round_again, _rounds_of)
register_kind("besluit", _decision_again, _decisions_of)
register_kind("rectificatie", _correction_again, _corrections_of)
register_kind("voortgang", _progress_again, _progress_of)
