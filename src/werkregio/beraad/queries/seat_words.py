# SPDX-License-Identifier: EUPL-1.2
"""Why somebody cannot sit or chair, in words."""

from typing import Any

from django.utils.translation import gettext_lazy

from ..rules.seats import SeatRefusal

REFUSALS: dict[SeatRefusal, Any] = {
    SeatRefusal.STAFF: gettext_lazy(
        "This person works for the staff of the Beraad in this period. Staff does not sit and does not vote."
    ),
    SeatRefusal.CENTRUM_FOR_GEMEENTEN: gettext_lazy(
        "The centrumgemeente does not speak for the other municipalities. "
        "Somebody of another municipality sits for the gemeenten."
    ),
    SeatRefusal.TWO_GELEDINGEN: gettext_lazy("This person sits for another geleding in this period."),
    SeatRefusal.NO_SUBSTITUTE_FOR_CENTRUM: gettext_lazy(
        "In the convenant of that day the centrumgemeente has no substitute (open point A7)."
    ),
    SeatRefusal.OUTSIDE_SEAT: gettext_lazy("The mandate must lie within the period of the seat."),
    SeatRefusal.CHAIR_NOT_FROM_CENTRUM: gettext_lazy("The chair comes from the geleding centrumgemeente."),
    SeatRefusal.VICE_NOT_A_MEMBER: gettext_lazy(
        "The vice-chair is chosen from the members: choose a seat of a geleding that has a member on that day."
    ),
    SeatRefusal.VICE_IS_THE_CHAIR: gettext_lazy("This seat has the chair."),
    SeatRefusal.NO_DECISION: gettext_lazy("Choose the decision of the Beraad on which this rests."),
}


def refusal(reason: SeatRefusal) -> str:
    """The sentence of a refusal, in the language of the page."""
    return str(REFUSALS[reason])
