# SPDX-License-Identifier: EUPL-1.2
"""Rules of the board that the database itself keeps, the same on SQLite and PostgreSQL.

- Only the Beraad decides; a thematafel or working group never does (L1263-1273, R29).
- A version of the convenant that holds or was used is never changed (R17): an outcome keeps its rules.
- The centrumgemeente does not sit for the other municipalities (L1156-1158, R07).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """An act on `table` that makes `forbidden_when` true fails with `message`."""

    name: str
    table: str
    forbidden_when: str
    message: str
    event: str = "INSERT"


# What a version rules; the period, the state and the signatures are its life and move on.
RULE_COLUMNS = (
    *("nummer", "quorum_num", "quorum_den", "quorum_strikt", "quorum_basis"),
    *("drempel_num", "drempel_den", "drempel_strikt", "onthouding_telt", "na_tweede_ronde"),
    *("meetings_a_year", "meetings_in_year", "brede_a_year", "papers_days", "sources", "readings"),
)
_CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in RULE_COLUMNS)
_MOVED = "(OLD.valid_from IS NOT NULL AND (NEW.valid_from IS NULL OR NEW.valid_from <> OLD.valid_from))"
_FIXED = (
    "OLD.valid_from IS NOT NULL OR OLD.state <> 'concept' "
    "OR EXISTS (SELECT 1 FROM beraad_vergadering v WHERE v.convenant_id = OLD.id) "
    "OR EXISTS (SELECT 1 FROM beraad_besluit b WHERE b.convenant_id = OLD.id)"
)
_OTHER_SEAT = (
    "EXISTS (SELECT 1 FROM regio_zetel z JOIN regio_geleding g ON g.id = z.geleding_id "
    "WHERE z.id = NEW.zetel_id AND g.code = '{here}') "
    "AND EXISTS (SELECT 1 FROM regio_mandaat m JOIN regio_zetel y ON y.id = m.zetel_id "
    "JOIN regio_geleding h ON h.id = y.geleding_id "
    "WHERE m.user_id = NEW.user_id AND h.code = '{there}' "
    "AND y.regio_id = (SELECT x.regio_id FROM regio_zetel x WHERE x.id = NEW.zetel_id) "
    "AND (m.valid_to IS NULL OR m.valid_to >= NEW.valid_from) "
    "AND (NEW.valid_to IS NULL OR NEW.valid_to >= m.valid_from))"
)

GUARDS = [
    Guard(
        "beraad_only_the_beraad_decides",
        "beraad_besluit",
        "EXISTS (SELECT 1 FROM beraad_gremium g WHERE g.id = NEW.gremium_id AND g.soort <> 'beraad')",
        "only the Beraad decides",
    ),
    Guard(
        "beraad_only_the_beraad_has_rounds",
        "beraad_ronde",
        "EXISTS (SELECT 1 FROM beraad_agendapunt p JOIN beraad_gremium g ON g.id = p.gremium_id "
        "WHERE p.id = NEW.agendapunt_id AND g.soort <> 'beraad')",
        "only the Beraad decides",
    ),
    Guard(
        "beraad_convenant_that_holds_stays",
        "regio_convenant",
        f"(({_CHANGED}) AND ({_FIXED})) OR {_MOVED}",
        "a convenant that holds or was used is not changed",
        event="UPDATE",
    ),
    Guard(
        "beraad_centrumgemeente_is_not_gemeenten",
        "regio_mandaat",
        f"({_OTHER_SEAT.format(here='gemeenten', there='centrumgemeente')}) "
        f"OR ({_OTHER_SEAT.format(here='centrumgemeente', there='gemeenten')})",
        "the centrumgemeente does not sit for the other municipalities",
    ),
]
