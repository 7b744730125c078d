# SPDX-License-Identifier: EUPL-1.2
"""The directory of the demo is kept: partners confirm and change offers, a reviewer asks and checks.

Through the same services that people use. Routes and hours are invented, and the offers say so.
"""

from datetime import date, datetime, timedelta

from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio, Lidmaatschap
from werkregio.regio.permissions import Acting
from werkregio.werkcentrum.models import Aanbod, Feit
from werkregio.werkcentrum.queries.review import entry_for_review
from werkregio.werkcentrum.services import review, upkeep, upkeep_reminders
from werkregio.werkcentrum.services.upkeep import OWN_FIELDS
from werkregio.werkcentrum.terms import InstrumentStatus

from .demo_people import Cast

ROUTE = "Loop binnen of bel de balie (verzonnen)"
PROFESSIONAL = "Mail het team; antwoord binnen twee werkdagen (verzonnen)"
OPEN = "Maandag tot en met vrijdag van 9 tot 17 uur (verzonnen)"
# How many offers of each partner are kept, and how.
_FIRST, _CONFIRMED, _KEPT = 2, 4, 6


def begin(cast: Cast, start: datetime) -> None:
    """At the start of the demo every partner fills in its first offers; by now they must be confirmed again."""
    for acting in cast.partners.values():
        for offer in _offers(acting)[:_KEPT]:
            values = {name: getattr(offer, name) for name in OWN_FIELDS}
            values |= {
                "route_person": ROUTE,
                "route_professional": PROFESSIONAL,
                "opening_hours": OPEN,
                "languages": ["nl", "en"],
            }
            places = [place.gm_code for place in offer.gemeenten.all()]
            upkeep.change_own_offer(offer.pk, values, gemeenten=places, by=acting, at=start)
            Aanbod.objects.filter(pk=offer.pk).update(is_invented=True)


def tend(cast: Cast, now: datetime) -> None:
    """The last weeks: some offers confirmed, one stopped for a while, a figure that ran out, a request."""
    for acting in cast.partners.values():
        for number, offer in enumerate(_offers(acting)[:_CONFIRMED]):
            if number < _FIRST:
                upkeep.confirm_offer(offer.pk, by=acting, at=now - timedelta(days=3))
        _stop_one(acting, now)
    _run_out(cast, now.date())
    reviewer = _reviewer(cast.regio, now.date())
    if reviewer is not None:
        _review(reviewer, cast, now)
    upkeep_reminders.run(now)


def _offers(acting: Acting) -> list[Aanbod]:
    offers = Aanbod.objects.filter(partij=acting.partij, active=True)
    return list(offers.exclude(instrument__status=InstrumentStatus.ENDED).order_by("instrument__code"))


def _stop_one(acting: Acting, now: datetime) -> None:
    """The organisation takes nobody for one of its offers, until three weeks from now."""
    for offer in _offers(acting)[_CONFIRMED : _CONFIRMED + 1]:
        values = {name: getattr(offer, name) for name in OWN_FIELDS}
        values["suspended_until"] = (now + timedelta(days=21)).date()
        places = [place.gm_code for place in offer.gemeenten.all()]
        upkeep.change_own_offer(offer.pk, values, gemeenten=places, by=acting, at=now - timedelta(days=2))


def _run_out(cast: Cast, today: date) -> None:
    """One figure of an invented offer that was not renewed, so that a page turns amber."""
    acting = next(iter(cast.partners.values()))
    for offer in _offers(acting)[1:2]:
        Feit.objects.create(
            aanbod=offer,
            key="wachttijd-verzonnen",
            label_nl="Wachttijd (verzonnen)",
            label_en="Waiting time (invented)",
            value="3",
            unit="week",
            valid_from=today - timedelta(days=200),
            valid_to=today - timedelta(days=20),
            source="verzonnen",
        )


def _reviewer(regio: Arbeidsmarktregio, on: date) -> Acting | None:
    row = (
        Lidmaatschap.objects.filter(partij__regio=regio, role="kwaliteitsbeoordelaar")
        .select_related("user", "partij")
        .first()
    )
    return regio_queries.acting_of(row.user, row.partij_id, on=on) if row else None


def _review(reviewer: Acting, cast: Cast, now: datetime) -> None:
    for number, acting in enumerate(list(cast.partners.values())[:3]):
        offers = _offers(acting)[2:3]
        for offer in offers:
            entry = entry_for_review(cast.regio, offer.instrument_id)
            if entry is None:
                continue
            review.check_entry(
                entry.pk,
                read_on=(now - timedelta(days=5)).date(),
                facts=range(entry.feiten.count()),
                whole=True,
                base_version=entry.version,
                by=reviewer,
                at=now - timedelta(days=5),
            )
            request = review.ask_owner(
                entry.pk,
                partij_id=acting.partij.pk,
                reason="route",
                note="Vul in hoe een gids u bereikt.",
                due_on=(now + timedelta(days=10 + number)).date(),
                keeps=number == 0,
                by=reviewer,
                at=now - timedelta(days=4),
            )
            if number == 1:
                upkeep.answer_request(
                    request.pk, "De route staat er nu bij.", by=acting, at=now - timedelta(days=1)
                )
