# SPDX-License-Identifier: EUPL-1.2
"""What is kept of the question of an employer, for the copy of the own data (AVG article 15)."""

from typing import Any

from ..models import Groep, Vacature, Werkgeversvraag, Zaak
from ..terms import Vrager
from .sharing import unsealed


def employer_copy(zaak: Zaak) -> dict[str, Any] | None:
    """Company, vacancies and group as they are kept; None for everybody who is no employer."""
    if zaak.asker != Vrager.WERKGEVER:
        return None
    vraag = Werkgeversvraag.objects.filter(zaak=zaak).select_related("werkgever__gemeente").first()
    if vraag is None:
        return None
    company = vraag.werkgever
    group = Groep.objects.filter(vraag=vraag).first()
    return {
        "bedrijf": {
            "naam": company.naam,
            "kvk": company.kvk,
            "gemeente": company.gemeente.naam if company.gemeente else None,
            "sector": company.sector,
            "grootte": company.size,
        }
        if company
        else None,
        "onderwerpen": list(vraag.subjects),
        "vacatures": [_vacancy(row, zaak) for row in Vacature.objects.filter(vraag=vraag)],
        "groep": {
            **unsealed(zaak, group.sealed),
            "mensen": group.people,
            "verteld_op": group.announced_on.isoformat() if group.announced_on else None,
            "laatste_dag": group.last_day.isoformat() if group.last_day else None,
            "contracten": list(group.contracts),
            "vakbonden": list(group.unions),
            "ondernemingsraad": group.works_council,
        }
        if group
        else None,
    }


def _vacancy(row: Vacature, zaak: Zaak) -> dict[str, Any]:
    return {
        **unsealed(zaak, row.sealed),
        "uren": [row.hours_min, row.hours_max],
        "loon": [str(amount) if amount is not None else None for amount in (row.wage_min, row.wage_max)],
        "loon_per": row.wage_per,
        "vanaf": row.start_on.isoformat() if row.start_on else None,
        "aantal": row.number,
        "staat": row.state,
    }
