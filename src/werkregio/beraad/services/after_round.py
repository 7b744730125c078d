# SPDX-License-Identifier: EUPL-1.2
"""What follows on a closed round: the decision in the register, or the next meeting, or what the convenant says.

Called under the lock of the item by whoever closes the round.
"""

import copy
from datetime import datetime

from django.db.models import Max

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Convenant

from .. import events
from ..models import (
    Agendapunt,
    Besluit,
    Gremium,
    Rectificatie,
    RegisterHoofd,
    Ronde,
    Vergadering,
)
from ..queries.board import rules_of
from ..queries.history import earlier_items, outcomes_so_far
from ..rules.next_round import next_step
from ..rules.round_states import ADOPTED, OF_NEXT_STEP, may_become
from ..terms import AgendapuntStaat, Uitkomst, VergaderingSoort, VergaderingStaat, Vervolg
from . import register
from .agenda_places import keep_last, next_place
from .register_lines import correction_payload, decision_payload


def follow_up(ronde: Ronde, *, convenant: Convenant, at: datetime) -> Besluit | Agendapunt | None:
    """Write the decision, or bring the item where its history and the convenant say."""
    item = ronde.agendapunt
    step = next_step(rules_of(convenant), outcomes_so_far(item))
    if Uitkomst(ronde.outcome) in ADOPTED:
        made = _decide(ronde, convenant, at=at)
        _move(item, OF_NEXT_STEP[step])
        return made
    _move(item, OF_NEXT_STEP[step])
    return bring_back(item, at=at) if step is Vervolg.VOLGENDE_VERGADERING else None


def _move(item: Agendapunt, state: AgendapuntStaat) -> None:
    if not may_become(item.state, state):
        raise ValueError(f"{item.state} does not lead to {state}.")
    item.state = state
    item.save(update_fields=["state"])


def next_number(gremium: Gremium, year: int) -> str:
    """The next number of a year, under the lock of the register: no gap, no number twice."""
    RegisterHoofd.objects.bulk_create([RegisterHoofd(gremium=gremium)], ignore_conflicts=True)
    RegisterHoofd.objects.select_for_update(of=("self",)).get(gremium=gremium)
    used = Besluit.objects.filter(gremium=gremium, number__startswith=f"{year}-")
    last = max((int(number.split("-")[1]) for number in used.values_list("number", flat=True)), default=0)
    return f"{year}-{last + 1:02d}"


def _decide(ronde: Ronde, convenant: Convenant, *, at: datetime) -> Besluit:
    item = ronde.agendapunt
    meeting = item.vergadering
    if meeting is None:
        raise ValueError("A round belongs to a meeting.")
    day = meeting.starts_at.astimezone(AMSTERDAM).date()
    besluit = Besluit.objects.create(
        regio=item.gremium.regio,
        gremium=item.gremium,
        number=next_number(item.gremium, day.year),
        agendapunt=item,
        vergadering=meeting,
        ronde=ronde,
        convenant=convenant,
        type=item.besluit_type,
        titel=item.titel,
        tekst=item.voorstel,
        outcome=ronde.outcome,
        computation=ronde.computation,
        financial=bool(item.financial),
        amount=item.amount,
        public=item.openbaarheid == "openbaar" and meeting.soort != VergaderingSoort.BESLOTEN,
        taken_on=day,
        at=at,
    )
    register.add_line(item.gremium, "besluit", f"besluit:{besluit.pk}", decision_payload(besluit), at=at)
    _correct(besluit, at=at)
    events.besluit_genomen.send(sender=Besluit, besluit_id=besluit.pk, regio_id=besluit.regio_id, at=at)
    return besluit


def _correct(besluit: Besluit, *, at: datetime) -> None:
    """An adopted proposal to correct becomes the correction; the old text stays where it is."""
    for item in earlier_items(besluit.agendapunt):
        voorstel = getattr(item, "rectificatie_voorstel", None)
        if voorstel is None:
            continue
        old = voorstel.besluit
        last = old.rectificaties.aggregate(last=Max("nummer"))["last"] or 0
        made = Rectificatie.objects.create(
            besluit=old,
            nummer=last + 1,
            titel=voorstel.titel,
            tekst=voorstel.tekst,
            reason=voorstel.reason,
            decided_by=besluit,
            at=at,
        )
        reference = f"rectificatie:{made.pk}"
        register.add_line(old.gremium, "rectificatie", reference, correction_payload(made), at=at)


def next_meeting(gremium: Gremium, *, after: datetime) -> Vergadering | None:
    """The next meeting of a gremium where its rounds can be held; a brede bijeenkomst decides nothing."""
    return (
        Vergadering.objects.filter(
            gremium=gremium,
            starts_at__gt=after,
            state__in=[VergaderingStaat.GEPLAND, VergaderingStaat.UITGENODIGD],
        )
        .exclude(soort=VergaderingSoort.BREED)
        .first()
    )


def bring_back(item: Agendapunt, *, at: datetime) -> Agendapunt:
    """The item once more, as a new row that names the former one: on the next meeting, or waiting for one (R16)."""
    after = max(at, item.vergadering.starts_at) if item.vergadering else at
    meeting = next_meeting(item.gremium, after=after)
    again = copy.copy(item)
    again.pk, again.id = None, None
    again._state = type(item._state)()
    again._state.fields_cache = {}
    again.previous, again.vergadering = item, meeting
    again.position = next_place(meeting)
    # Without a meeting it waits: it stands on the list of what waits, and the first that is planned takes it.
    again.state = AgendapuntStaat.GEAGENDEERD
    again.save(force_insert=True)
    again.werkgebied.set(item.werkgebied.all())
    for gast in item.gasten.all():
        again.gasten.create(partij_id=gast.partij_id)
    keep_last(meeting)
    return again
