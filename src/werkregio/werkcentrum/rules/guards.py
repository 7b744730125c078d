# SPDX-License-Identifier: EUPL-1.2
"""Rules over several tables that the database itself keeps, the same on SQLite and PostgreSQL.

Source: werkcentrum.md section 1, "a declined referral may not close a need without new action or the
person's own choice"; ruling B7, "a sent referral always has one of the two".
"""

from dataclasses import dataclass

from werkregio.werkcentrum.rules.referral_states import TABLE


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


def _follows_the_table() -> str:
    """True when the last step of the referral allows the new one; the same table as the rules."""
    last = _LAST_STEP.format(id="NEW.doorverwijzing_id")
    allowed = [f"(COALESCE({last}, '') = '' AND NEW.kind = 'concept')"]
    for before, steps in TABLE.items():
        if steps:
            kinds = ", ".join(f"'{kind.value}'" for kind in steps)
            allowed.append(f"(COALESCE({last}, '') = '{before.value}' AND NEW.kind IN ({kinds}))")
    return " OR ".join(allowed)


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
    Guard(
        "werkcentrum_steps_without_gap",
        "werkcentrum_doorverwijzingstap",
        "NEW.sequence <> 1 + COALESCE((SELECT MAX(s.sequence) FROM werkcentrum_doorverwijzingstap s "
        "WHERE s.doorverwijzing_id = NEW.doorverwijzing_id), 0)",
        "the steps of a referral have no gap",
    ),
    Guard(
        "werkcentrum_step_follows_table",
        "werkcentrum_doorverwijzingstap",
        f"NOT ({_follows_the_table()})",
        "this step cannot follow the last one",
    ),
    Guard(
        "werkcentrum_outcome_of_this_need",
        "werkcentrum_afsluiting",
        "NEW.ground = 'uitkomst' AND NOT EXISTS (SELECT 1 FROM werkcentrum_uitkomst u "
        "JOIN werkcentrum_doorverwijzing d ON d.id = u.doorverwijzing_id WHERE u.id = NEW.uitkomst_id "
        "AND d.behoefte_key = NEW.behoefte_key AND d.zaak_id = NEW.zaak_id)",
        "a need ends with an outcome of its own",
    ),
    Guard(
        "werkcentrum_next_step_exists",
        "werkcentrum_afsluiting",
        "NEW.ground = 'volgende-stap' AND NOT EXISTS (SELECT 1 FROM werkcentrum_ondersteuningsbehoefte b "
        "WHERE b.id = NEW.next_behoefte_key AND b.zaak_id = NEW.zaak_id AND b.id <> NEW.behoefte_key) "
        "AND NOT EXISTS (SELECT 1 FROM werkcentrum_afspraak a "
        "JOIN werkcentrum_ondersteuningsbehoefte b ON b.id = a.behoefte_id "
        "WHERE a.id = NEW.next_afspraak_key AND b.zaak_id = NEW.zaak_id)",
        "the next step is another need or an agreement of the same case",
    ),
    Guard(
        "werkcentrum_grant_on_own_consent",
        "werkcentrum_inzage",
        "NOT EXISTS (SELECT 1 FROM werkcentrum_toestemming t WHERE t.id = NEW.toestemming_id "
        "AND t.doorverwijzing_id = NEW.doorverwijzing_id AND t.partij_id = NEW.partij_id) "
        "OR EXISTS (SELECT 1 FROM werkcentrum_intrekking i WHERE i.toestemming_id = NEW.toestemming_id)",
        "a grant stands on a consent for the same organisation that still holds",
    ),
    Guard(
        "werkcentrum_plek_within_capacity",
        "werkcentrum_plek",
        "EXISTS (SELECT 1 FROM werkcentrum_tijdvak t WHERE t.id = NEW.tijdvak_id "
        "AND (NEW.number > t.capacity OR t.taken_back_at IS NOT NULL))",
        "a slot holds no more people than it has places, and none when it was taken back",
    ),
    Guard(
        "werkcentrum_plek_of_own_slot",
        "werkcentrum_plek",
        "NOT EXISTS (SELECT 1 FROM werkcentrum_boeking b JOIN werkcentrum_zaak z ON z.id = b.zaak_id "
        "JOIN werkcentrum_tijdvak t ON t.id = b.tijdvak_id "
        "WHERE b.id = NEW.boeking_id AND t.id = NEW.tijdvak_id AND t.regio_id = z.regio_id)",
        "a place belongs to the slot of its appointment, in the region of the case",
    ),
    Guard(
        "werkcentrum_three_way_needs_referral",
        "werkcentrum_plek",
        "EXISTS (SELECT 1 FROM werkcentrum_tijdvak t JOIN werkcentrum_boeking b ON b.id = NEW.boeking_id "
        "WHERE t.id = NEW.tijdvak_id AND t.soort = 'driegesprek' AND NOT EXISTS ("
        "SELECT 1 FROM werkcentrum_doorverwijzing d WHERE d.id = b.doorverwijzing_id "
        "AND d.zaak_id = b.zaak_id))",
        "a talk with the three of us belongs to a hand-over of the same case",
    ),
    Guard(
        "werkcentrum_boekingsgebeurtenis_without_gap",
        "werkcentrum_boekingsgebeurtenis",
        "NEW.sequence <> 1 + COALESCE((SELECT MAX(g.sequence) FROM werkcentrum_boekingsgebeurtenis g "
        "WHERE g.boeking_id = NEW.boeking_id), 0)",
        "the events of an appointment have no gap",
    ),
]
