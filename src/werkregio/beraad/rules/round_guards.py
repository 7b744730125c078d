# SPDX-License-Identifier: EUPL-1.2
"""What must always hold between rounds, ballots, votes and decisions, kept by the database itself.

Source: ruling A9 (one Stem from the last ballot, when the round is closed), R11 (consensus first), R20.
"""

from .guards import Guard

_ROUND = "SELECT 1 FROM beraad_ronde r WHERE r.id = NEW.ronde_id AND r.soort = '{kind}' AND r.closed_at IS {closed}"

ROUND_GUARDS = [
    Guard(
        "beraad_ballot_in_open_vote",
        "beraad_stembriefje",
        f"NOT EXISTS ({_ROUND.format(kind='stemming', closed='NULL')})",
        "a ballot belongs to a vote that is open",
    ),
    Guard(
        "beraad_objection_in_open_round",
        "beraad_bezwaar",
        f"NOT EXISTS ({_ROUND.format(kind='consensus', closed='NULL')})",
        "an objection belongs to a consensus round that is open",
    ),
    Guard(
        "beraad_stem_of_closed_vote",
        "beraad_stem",
        f"NOT EXISTS ({_ROUND.format(kind='stemming', closed='NOT NULL')})",
        "a vote is written when its round is closed",
    ),
    Guard(
        "beraad_stem_is_last_ballot",
        "beraad_stem",
        "NOT EXISTS (SELECT 1 FROM beraad_stembriefje b WHERE b.id = NEW.briefje_id "
        "AND b.ronde_id = NEW.ronde_id AND b.geleding_id = NEW.geleding_id AND b.keuze = NEW.keuze "
        "AND NOT EXISTS (SELECT 1 FROM beraad_stembriefje later WHERE later.ronde_id = b.ronde_id "
        "AND later.geleding_id = b.geleding_id AND later.volgnummer > b.volgnummer))",
        "a vote is the last ballot of its geleding",
    ),
    Guard(
        "beraad_vote_after_consensus",
        "beraad_ronde",
        "NEW.soort = 'stemming' AND NOT EXISTS (SELECT 1 FROM beraad_ronde r "
        "WHERE r.agendapunt_id = NEW.agendapunt_id AND r.soort = 'consensus' "
        "AND r.closed_at IS NOT NULL AND NOT r.consensus)",
        "a vote comes after consensus that was not reached",
    ),
    Guard(
        "beraad_round_begins_open",
        "beraad_ronde",
        "NEW.closed_at IS NOT NULL OR NEW.outcome <> ''",
        "a round begins open",
    ),
    Guard(
        "beraad_closed_round_stays",
        "beraad_ronde",
        "OLD.closed_at IS NOT NULL",
        "a closed round does not change",
        "UPDATE",
    ),
    Guard(
        "beraad_round_is_not_removed",
        "beraad_ronde",
        "OLD.id IS NOT NULL",
        "a round is not removed",
        "DELETE",
    ),
    Guard(
        "beraad_besluit_was_adopted",
        "beraad_besluit",
        "NEW.outcome NOT IN ('aangenomen_consensus', 'aangenomen_stemming') OR NOT EXISTS "
        "(SELECT 1 FROM beraad_ronde r WHERE r.id = NEW.ronde_id AND r.agendapunt_id = NEW.agendapunt_id "
        "AND r.closed_at IS NOT NULL AND r.outcome = NEW.outcome)",
        "a decision has a closed round that adopted it",
    ),
    Guard(
        "beraad_money_is_advice",
        "beraad_besluit",
        "NEW.financial AND NEW.type <> 'zwaarwegend_advies'",
        "a proposal that costs money is an advice to the college",
    ),
    Guard(
        "beraad_rectification_by_decision",
        "beraad_rectificatie",
        "NOT EXISTS (SELECT 1 FROM beraad_besluit b JOIN beraad_besluit earlier ON earlier.id = NEW.besluit_id "
        "WHERE b.id = NEW.decided_by_id AND b.gremium_id = earlier.gremium_id AND b.id > earlier.id)",
        "a correction is decided by a later decision of the same table",
    ),
]
