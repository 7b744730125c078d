# SPDX-License-Identifier: EUPL-1.2
"""Signals in lists, and as a document or table to take along: only those that the Beraad decided on."""

from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkregio.design.document_parts import Document, Facts, Heading, Part, paragraphs
from werkregio.regio.permissions import Acting

from ..models import Signaal
from ..permissions import may_read_signaal
from ..terms import Doelgroep, Sector


def signalen(acting: Acting, *, state: str = "", search: str = "") -> list[Signaal]:
    """What this person may read, the last changed first. One query."""
    rows = Signaal.objects.filter(regio_id=acting.regio_id).select_related("besluit")
    if state:
        rows = rows.filter(state=state)
    if search:
        rows = rows.filter(Q(titel__icontains=search) | Q(wat__icontains=search))
    return [row for row in rows if may_read_signaal(acting, row)]


def signaal_for(acting: Acting, pk: int) -> Signaal | None:
    """One that this person may read."""
    row = Signaal.objects.select_related("regio", "besluit", "agendapunt").filter(pk=pk).first()
    return row if row is not None and may_read_signaal(acting, row) else None


def exportable(acting: Acting) -> list[Signaal]:
    """Only with a decision of the Beraad a signal leaves the house."""
    return [row for row in signalen(acting) if row.besluit_id is not None]


def fields_of(row: Signaal) -> dict[str, Any]:
    """A signal as plain values; no person and no account stands in it."""
    return {
        "id": row.pk,
        "titel": row.titel,
        "soort": row.soort,
        "type": row.type,
        "wat": row.wat,
        "bewijs": row.bewijs,
        "bron": row.bron,
        "peildatum": row.peildatum.isoformat(),
        "doelgroepen": list(row.doelgroepen),
        "sectoren": list(row.sectoren),
        "gewenste_actie": row.gewenste_actie,
        "stand": row.state,
        "besluit": row.besluit.number if row.besluit else "",
        "doorgegeven_op": row.passed_on.isoformat() if row.passed_on else "",
    }


def labels(row: Signaal) -> tuple[str, str]:
    """Groups and sectors in words."""
    groups = ", ".join(str(Doelgroep(code).label) for code in row.doelgroepen)
    return groups, ", ".join(str(Sector(code).label) for code in row.sectoren)


def document_of(rows: list[Signaal], region: str) -> Document:
    """All signals with a decision in one document."""
    parts: list[Part] = []
    for row in rows:
        groups, sectors = labels(row)
        parts += [
            Heading(row.titel),
            Facts(
                [
                    (_("Kind"), str(row.get_type_display() or row.get_soort_display())),
                    (_("Decision"), str(row.besluit or "")),
                    (_("Groups"), groups),
                    (_("Sectors"), sectors),
                    (_("Source"), f"{row.bron} ({date_format(row.peildatum, 'j E Y')})"),
                    (_("What must happen"), row.gewenste_actie),
                ]
            ),
            *paragraphs(row.wat),
            *paragraphs(row.bewijs),
        ]
    title = _("Signals of the Regionaal Beraad of %s") % region
    return Document(title, get_language() or "nl", parts)
