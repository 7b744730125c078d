# SPDX-License-Identifier: EUPL-1.2
"""The public register as data: Popolo (motions and vote events) and the words of Open Raadsinformatie.

Geledingen vote, not persons: a voter is an organisation, and no name of a person stands in it.
"""

from collections.abc import Iterable
from typing import Any

from ..models import Besluit, Ronde, Stem

POPOLO = "https://www.popoloproject.com/contexts/"
ORI = "https://argu.co/ns/meeting/"
OPTIONS = {"voor": "yes", "tegen": "no", "onthouding": "abstain"}


def open_data(rows: Iterable[Besluit], base: str) -> dict[str, Any]:
    """Decisions with their meetings, items and votes. `base` is the address of the site, without a slash."""
    besluiten = list(rows)
    stemmen: dict[int, list[Stem]] = {}
    found = Stem.objects.filter(ronde__in=[row.ronde_id for row in besluiten]).select_related("geleding")
    for stem in found.order_by("geleding__code"):
        stemmen.setdefault(stem.ronde_id, []).append(stem)
    rondes = Ronde.objects.in_bulk([row.ronde_id for row in besluiten])
    return {
        "@context": {"popolo": POPOLO, "ori": ORI},
        "motions": [_motion(row, base) for row in besluiten],
        "vote_events": [
            _vote_event(row, rondes[row.ronde_id], stemmen.get(row.ronde_id, []), base) for row in besluiten
        ],
        "ori": _ori(besluiten, rondes, stemmen, base),
    }


def _id(base: str, kind: str, key: object) -> str:
    return f"{base}/id/{kind}/{key}"


def _motion(row: Besluit, base: str) -> dict[str, Any]:
    """Popolo: what was proposed, word for word, and that it was adopted."""
    return {
        "@type": "popolo:Motion",
        "id": _id(base, "besluit", row.number),
        "identifier": row.number,
        "organization_id": _id(base, "gremium", row.gremium.code),
        "classification": row.type,
        "text": row.tekst,
        "date": row.taken_on.isoformat(),
        "result": "pass",
        "legislative_session_id": _id(base, "vergadering", row.vergadering_id),
    }


def _vote_event(row: Besluit, ronde: Ronde, votes: list[Stem], base: str) -> dict[str, Any]:
    """Popolo: the round, the counts, and one vote for each geleding."""
    telling = ronde.computation.get("stemming") or {}
    return {
        "@type": "popolo:VoteEvent",
        "id": _id(base, "stemming", row.ronde_id),
        "motion_id": _id(base, "besluit", row.number),
        "organization_id": _id(base, "gremium", row.gremium.code),
        "start_date": ronde.opened_at.isoformat(),
        "end_date": ronde.closed_at.isoformat() if ronde.closed_at else None,
        "result": "pass",
        "classification": ronde.soort,
        "counts": [{"option": OPTIONS[name], "value": telling[name]} for name in OPTIONS if name in telling],
        "votes": [
            {
                "vote_event_id": _id(base, "stemming", row.ronde_id),
                "voter_id": _id(base, "geleding", one.geleding.code),
                "option": OPTIONS[one.keuze],
            }
            for one in votes
            if not one.refused
        ],
    }


def _ori(
    besluiten: list[Besluit], rondes: dict[int, Ronde], stemmen: dict[int, list[Stem]], base: str
) -> dict[str, list[dict[str, Any]]]:
    """The same in the five words of council information in the Netherlands."""
    meetings = {row.vergadering_id: row.vergadering for row in besluiten}
    return {
        "vergaderingen": [
            {
                "@type": "Vergadering",
                "@id": _id(base, "vergadering", key),
                "naam": one.titel,
                "startDatum": one.starts_at.isoformat(),
                "eindDatum": one.ends_at.isoformat(),
            }
            for key, one in sorted(meetings.items())
        ],
        "agendapunten": [
            {
                "@type": "Agendapunt",
                "@id": _id(base, "agendapunt", row.agendapunt_id),
                "titel": row.titel,
                "volgorde": row.agendapunt.position,
                "vergadering": _id(base, "vergadering", row.vergadering_id),
            }
            for row in besluiten
        ],
        "stemmingen": [
            {
                "@type": "Stemming",
                "@id": _id(base, "stemming", row.ronde_id),
                "agendapunt": _id(base, "agendapunt", row.agendapunt_id),
                "soort": rondes[row.ronde_id].soort,
                "resultaat": row.outcome,
                "toelichting": row.computation.get("uitleg", ""),
            }
            for row in besluiten
        ],
        "stemmen": [
            {
                "@type": "Stem",
                "stemming": _id(base, "stemming", row.ronde_id),
                "uitgebrachtDoor": _id(base, "geleding", one.geleding.code),
                "waarde": one.keuze,
                "meegeteld": not one.refused,
            }
            for row in besluiten
            for one in stemmen.get(row.ronde_id, [])
        ],
        "besluiten": [
            {
                "@type": "Besluit",
                "@id": _id(base, "besluit", row.number),
                "nummer": row.number,
                "soort": row.type,
                "titel": row.titel,
                "tekst": row.tekst,
                "datum": row.taken_on.isoformat(),
                "stemming": _id(base, "stemming", row.ronde_id),
            }
            for row in besluiten
        ],
    }
