# SPDX-License-Identifier: EUPL-1.2
"""Rules over several tables that the database itself keeps, the same on SQLite and PostgreSQL.

Source: werkcentrum.md section 1, "a declined referral may not close a need without new action or the
person's own choice"; ruling B7, "a sent referral always has one of the two".
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """An insert into `table` that makes `forbidden_when` true fails with `message`."""

    name: str
    table: str
    forbidden_when: str
    message: str


_LAST_STEP = (
    "(SELECT s.kind FROM werkcentrum_doorverwijzingstap s WHERE s.doorverwijzing_id = {id} "
    "ORDER BY s.sequence DESC LIMIT 1)"
)

GUARDS = [
    Guard(
        "werkcentrum_no_end_on_decline",
        "werkcentrum_afsluiting",
        "NEW.ground = 'beantwoord' AND EXISTS (SELECT 1 FROM werkcentrum_doorverwijzing d "
        f"WHERE d.behoefte_key = NEW.behoefte_key AND {_LAST_STEP.format(id='d.id')} = 'afgewezen' "
        "AND NOT EXISTS (SELECT 1 FROM werkcentrum_doorverwijzing e "
        "WHERE e.behoefte_key = d.behoefte_key AND e.id > d.id))",
        "a declined referral does not close a need",
    ),
    Guard(
        "werkcentrum_outcome_of_done",
        "werkcentrum_uitkomst",
        f"COALESCE({_LAST_STEP.format(id='NEW.doorverwijzing_id')}, '') <> 'afgerond'",
        "an outcome belongs to a referral that is done",
    ),
    Guard(
        "werkcentrum_sent_on_own_consent",
        "werkcentrum_doorverwijzingstap",
        "NEW.kind = 'verzonden' AND (NOT EXISTS (SELECT 1 FROM werkcentrum_toestemming t "
        "WHERE t.id = NEW.toestemming_id AND t.doorverwijzing_id = NEW.doorverwijzing_id) "
        "OR EXISTS (SELECT 1 FROM werkcentrum_intrekking i WHERE i.toestemming_id = NEW.toestemming_id))",
        "a referral is sent on its own consent that still holds",
    ),
]
