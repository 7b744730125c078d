# SPDX-License-Identifier: EUPL-1.2
"""The Beraad on a day: the convenant in force, its geledingen, who may sit for them, who chairs.

Everything is asked with a day, so that a meeting of last year keeps the geledingen of last year (R08, S16).
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q

from werkregio.regio.models import (
    Arbeidsmarktregio,
    Convenant,
    Geleding,
    Mandaat,
    Voorzitterschap,
    Zetel,
    valid_on,
)
from werkregio.regio.terms import ConvenantStaat, VoorzitterSoort, ZetelSoort

from ..models import Gremium
from ..rules.decision import Convenantregels
from ..terms import GremiumSoort, NaTweedeRonde, Quorumbasis


@dataclass(frozen=True, slots=True)
class Place:
    """A geleding on a day: its seats and the mandates under which somebody may sit on them."""

    geleding: Geleding
    zetels: tuple[Zetel, ...]
    mandaten: tuple[Mandaat, ...]


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who belongs to a gremium on a day. `without_vote` are seats of strategic partners (R09)."""

    places: tuple[Place, ...]
    without_vote: tuple[Zetel, ...]
    mandaten_without_vote: tuple[Mandaat, ...]

    @property
    def geledingen(self) -> tuple[Geleding, ...]:
        return tuple(place.geleding for place in self.places)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the geledingen, as the rules of deciding take them."""
        return tuple(place.geleding.code for place in self.places)

    def mandaat(self, user_id: int) -> Mandaat | None:
        """The mandate with a vote that a person holds here; their own seat goes before one they stand in for."""
        held = [row for place in self.places for row in place.mandaten if row.user_id == user_id]
        return min(held, key=lambda row: (row.soort != "titularis", row.pk), default=None)


def beraad_of(regio: Arbeidsmarktregio) -> Gremium | None:
    """The Regionaal Beraad of a region; None where it was not loaded yet."""
    return Gremium.objects.filter(regio=regio, soort=GremiumSoort.BERAAD).select_related("regio").first()


def convenant_on(regio: Arbeidsmarktregio, day: date) -> Convenant | None:
    """The version that rules on a day. Of two that hold, the newer; a dropped one never rules."""
    return (
        Convenant.objects.filter(valid_on(day), regio=regio)
        .exclude(state=ConvenantStaat.VERVALLEN)
        .order_by("-valid_from", "-nummer")
        .first()
    )


def rules_of(convenant: Convenant) -> Convenantregels:
    """The rules of deciding in a version, as the pure functions take them."""
    return Convenantregels(
        quorum=Fraction(convenant.quorum_num, convenant.quorum_den),
        quorum_strikt=convenant.quorum_strikt,
        quorum_basis=Quorumbasis(convenant.quorum_basis),
        drempel=Fraction(convenant.drempel_num, convenant.drempel_den),
        drempel_strikt=convenant.drempel_strikt,
        onthouding_telt=convenant.onthouding_telt,
        na_tweede_ronde=NaTweedeRonde(convenant.na_tweede_ronde),
    )


def geledingen_on(regio: Arbeidsmarktregio, day: date) -> list[Geleding]:
    """The geledingen of the Beraad on a day, by name."""
    return list(Geleding.objects.filter(valid_on(day), regio=regio))


def zetels_on(regio: Arbeidsmarktregio, day: date) -> list[Zetel]:
    """The seats of a day: those of a geleding that exists then, and those without a vote."""
    of_geleding = valid_on(day, "geleding__") & Q(soort=ZetelSoort.GELEDING)
    return list(
        Zetel.objects.filter(of_geleding | Q(soort=ZetelSoort.STRATEGISCH), valid_on(day), regio=regio)
        .select_related("geleding", "partij")
        .order_by("geleding__naam", "partij__naam", "pk")
    )


def mandaten_on(regio: Arbeidsmarktregio, day: date) -> list[Mandaat]:
    """Who may sit on a day, on a seat of that day; the holder of a seat before the substitutes (R06)."""
    of_geleding = valid_on(day, "zetel__geleding__") & Q(zetel__soort=ZetelSoort.GELEDING)
    return list(
        Mandaat.objects.filter(
            of_geleding | Q(zetel__soort=ZetelSoort.STRATEGISCH),
            valid_on(day),
            valid_on(day, "zetel__"),
            zetel__regio=regio,
        )
        .select_related("zetel__geleding", "zetel__partij", "user")
        .order_by("zetel__geleding__naam", "zetel__partij__naam", "zetel", "-soort", "valid_from", "pk")
    )


def chairs_on(regio: Arbeidsmarktregio, day: date) -> dict[str, Zetel | None]:
    """The seats of chair and vice-chair on a day, under the codes of `VoorzitterSoort` (R03, R04)."""
    chairs: dict[str, Zetel | None] = dict.fromkeys(VoorzitterSoort.values)
    rows = (
        Voorzitterschap.objects.filter(valid_on(day), valid_on(day, "zetel__"), regio=regio)
        .select_related("zetel__geleding", "zetel__partij")
        .order_by("valid_from", "pk")
    )
    for row in rows:
        chairs[row.soort] = row.zetel
    return chairs


def electorate(gremium: Gremium, day: date) -> Electorate:
    """Who belongs to the Beraad on a day, in three queries; another gremium has no vote, so nobody."""
    if gremium.soort != GremiumSoort.BERAAD:
        return Electorate((), (), ())
    zetels, mandaten = zetels_on(gremium.regio, day), mandaten_on(gremium.regio, day)
    places = tuple(
        Place(
            geleding,
            tuple(zetel for zetel in zetels if zetel.geleding_id == geleding.pk),
            tuple(row for row in mandaten if row.zetel.geleding_id == geleding.pk),
        )
        for geleding in geledingen_on(gremium.regio, day)
    )
    return Electorate(
        places,
        tuple(zetel for zetel in zetels if zetel.soort == ZetelSoort.STRATEGISCH),
        tuple(row for row in mandaten if row.zetel.soort == ZetelSoort.STRATEGISCH),
    )
