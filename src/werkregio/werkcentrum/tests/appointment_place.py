# SPDX-License-Identifier: EUPL-1.2
"""A counter with a guide, a case and free times, for tests of appointments. All people are invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.factories import (
    MOMENT,
    LoketFactory,
    PartijFactory,
    RegioFactory,
    RegioGemeenteFactory,
    TijdvakFactory,
    ZaakFactory,
)

from werkregio.regio.permissions import Acting
from werkregio.werkcentrum.models import Loket, Tijdvak, Zaak

from .referral_road import member


@dataclass
class Counter:
    """What most tests start with."""

    guide: Acting
    colleague: Acting
    loket: Loket
    zaak: Zaak

    def slot(self, days: float = 3, **fields) -> Tijdvak:
        """A time of the guide at the counter, so many days from now."""
        start: datetime = fields.pop("start", MOMENT + timedelta(days=days))
        return TijdvakFactory(
            loket=self.loket, guide=fields.pop("guide", self.guide.user), start=start, **fields
        )

    def other_zaak(self, **fields) -> Zaak:
        return ZaakFactory(regio=self.loket.regio, owner=self.guide.user, **fields)


def counter(regio=None) -> Counter:
    regio = regio or RegioFactory()
    partij = PartijFactory(regio=regio)
    guide, colleague = member("gids", partij), member("gids", partij)
    loket = LoketFactory(regio=regio, gemeente=RegioGemeenteFactory(regio=regio).gemeente)
    zaak = ZaakFactory(
        regio=regio,
        owner=guide.user,
        gegevens={"voornaam": "Noor", "naam": "Noor Verzonnen", "email": "noor@voorbeeld.example"},
    )
    return Counter(guide, colleague, loket, zaak)
