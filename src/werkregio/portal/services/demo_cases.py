# SPDX-License-Identifier: EUPL-1.2
"""Sixty invented cases over six months, played through the same services that people use.

Each case is a small play. The plays of all cases run together in the order of time, as life does: so the
log has its months in order, and every rule of the services and of the database held.
"""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils.text import slugify

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting
from werkregio.werkcentrum.models import Zaak
from werkregio.werkcentrum.queries.consent import languages_of_texts
from werkregio.werkcentrum.services import (
    consent,
    inbox,
    intake,
    mine,
    referral,
    referral_timers,
    worklist,
    zaak,
)

from .demo_people import Cast

DATA = Path(__file__).resolve().parent.parent / "data"
Case = dict[str, Any]
# The steps of a case in order; a case ends at its `reach`.
ROAD = (
    "nieuw", "genomen", "gesprek", "concept", "aangeboden", "ingestemd", "verzonden", "ontvangen",
    "geaccepteerd", "eerste-contact", "gestart", "afgerond", "geholpen",
)  # fmt: skip
# Where a case that turns off the road leaves it.
TURNS = {
    "vraag": "ontvangen",
    "afgewezen": "ontvangen",
    "niet-geholpen": "afgerond",
    "heropend": "geholpen",
    "toestemming-ingetrokken": "geaccepteerd",
    "teruggetrokken": "verzonden",
    "verlopen": "verzonden",
    "contact-verloren": "geaccepteerd",
    "beantwoord": "gesprek",
    "eigen-keuze": "gesprek",
    "ingetrokken-vroeg": "genomen",
}


def read_cases(name: str) -> list[Case]:
    """The cases of a file of the demo."""
    content = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return list(content["cases"])


def play_all(cases: list[Case], cast: Cast, now: datetime, also: Iterable[Iterator[datetime]] = ()) -> int:
    """Play all cases in the order of time, with other plays among them; gives how many cases there are."""
    queue: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, case in enumerate(cases):
        play = _Play(case, cast, now, number)
        acts = play.acts()
        heapq.heappush(queue, (next(acts), number, acts))
    for number, acts in enumerate(also, start=len(cases)):
        heapq.heappush(queue, (next(acts), number, acts))
    while queue:
        _at, number, acts = heapq.heappop(queue)
        upcoming = next(acts, None)
        if upcoming is not None:
            heapq.heappush(queue, (upcoming, number, acts))
    return len(cases)


class _Play:
    """One case. `acts` yields the moment of the next act, and does it when asked to go on."""

    def __init__(self, case: Case, cast: Cast, now: datetime, number: int) -> None:
        self.case, self.cast, self.now = case, cast, now
        self.guide = cast.guides[(case.get("guide") or 0) % len(cast.guides)]
        self._partner = cast.partners.get(case.get("partner") or "")
        start = (now - timedelta(days=int(case["days_ago"]))).astimezone(AMSTERDAM)
        start = start.replace(hour=8 + number % 8, minute=number * 7 % 60, second=0, microsecond=0)
        self.at = min(start, now - timedelta(minutes=90))
        self.step = self._pace()
        self.last = TURNS.get(case["reach"], case["reach"])

    @property
    def partner(self) -> Acting:
        if self._partner is None:
            raise ValueError(f"{self.case['name']} has no partner of this region")
        return self._partner

    def _pace(self) -> timedelta:
        """Two days between acts, quicker when the case is young."""
        return min(timedelta(days=2, hours=1), (self.now - self.at) / 22)

    def _later(self) -> datetime:
        self.at = min(self.at + self.step, self.now)
        return self.at

    def acts(self) -> Iterator[datetime]:
        yield self.at
        self._open()
        for name in ROAD[1 : ROAD.index(self.last) + 1]:
            yield self._later()
            getattr(self, "_" + name.replace("-", "_"))()
        if self.case["reach"] in TURNS:
            if self.case["reach"] == "verlopen":
                # Nobody opened it: that takes longer than anything else here.
                self.step = timedelta(days=16)
            yield self._later()
            getattr(self, "_" + self.case["reach"].replace("-", "_"))()
        if self.case["reach"] == "geholpen" and self.at < self.now - timedelta(days=20):
            yield self._later()
            worklist.close_zaak(self.zaak.pk, by=self.guide, at=self.at)

    def _question(self) -> intake.NewQuestion:
        case = self.case
        gemeenten = regio_queries.gemeenten_of(self.cast.regio, on=self.at.date())
        code = next((g.gm_code for g in gemeenten if g.naam.split(" (")[0] == case["gemeente"]), "")
        reach_by = case["reach_by"]
        return intake.NewQuestion(
            vraag=case["question"],
            language=case["language"],
            asker=case["asker"],
            gemeente=code,
            reach_by=reach_by,
            phone="06 00000000",
            email=f"{slugify(case['name']) or 'iemand'}@voorbeeld.example" if reach_by == "email" else "",
            first_name=case["name"],
            channel=case["channel"],
        )

    def _open(self) -> None:
        question = self._question()
        if self.case["channel"] == "web":
            left = intake.leave_question(
                self.cast.regio,
                question,
                form_key=f"demo-{self.cast.regio.code}-{self.case['name']}",
                at=self.at,
            )
        else:
            left = intake.open_zaak(self.cast.regio, question, told=True, by=self.guide, at=self.at)
        Zaak.objects.filter(pk=left.zaak.pk).update(is_invented=True)
        self.zaak = Zaak.objects.get(pk=left.zaak.pk)

    def _genomen(self) -> None:
        self.zaak.refresh_from_db()
        if self.zaak.owner_id != self.guide.user.pk:
            worklist.take(self.zaak.pk, by=self.guide, at=self.at)

    def _gesprek(self) -> None:
        case = self.case
        first = self.zaak.behoeften.first()
        self.need = zaak.choose_need(
            self.zaak.pk,
            need=case["need"],
            behoefte_id=first.pk if first else None,
            description=zaak.Description(
                goal=case.get("goal") or "",
                works=case.get("works") or "",
                obstacles=tuple(case.get("obstacles") or ()),
                urgency=case.get("urgency") or "week",
                agreed_on=self.at.date(),
            ),
            by=self.guide,
            at=self.at,
        )
        if case.get("note"):
            zaak.note(self.zaak.pk, text=case["note"], by=self.guide, at=self.at)
        for agreement in case.get("agreements") or ():
            due = self.at.date() + timedelta(days=int(agreement["in_days"]))
            made = zaak.agree(
                self.zaak.pk,
                self.need.pk,
                what=agreement["what"],
                who=agreement["who"],
                due=due,
                by=self.guide,
                at=self.at,
            )
            if agreement.get("done"):
                zaak.agreement_done(self.zaak.pk, made.pk, by=self.guide, at=self.at)

    def _concept(self) -> None:
        self.referral = referral.start_referral(
            self.zaak.pk,
            self.need.pk,
            partij_id=self.partner.partij.pk,
            warmth=self.case.get("warmth") or "geinformeerd",
            fields=self.case.get("fields") or ["voornaam", "behoefte"],
            note=self.case.get("partner_note") or "",
            despite_warnings=True,
            by=self.guide,
            at=self.at,
        )

    def _aangeboden(self) -> None:
        referral.offer_referral(self.referral.pk, by=self.guide, at=self.at)

    def _ingestemd(self) -> None:
        known = languages_of_texts()
        language = self.case["language"] if self.case["language"] in known else "nl"
        if self.case.get("consent") == "scherm":
            consent.give_consent(self.referral.pk, zaak=self.zaak, language=language, at=self.at)
            return
        spoken = self.case.get("consent") == "gesproken"
        witness = next(g.user.pk for g in self.cast.guides if len(self.cast.guides) == 1 or g != self.guide)
        consent.record_basis(
            self.referral.pk,
            via="gesproken" if spoken else "papier",
            language=language,
            read_back=spoken,
            witness_id=witness if spoken else None,
            by=self.guide,
            at=self.at,
        )

    def _verzonden(self) -> None:
        referral.send_referral(self.referral.pk, by=self.guide, at=self.at)

    def _ontvangen(self) -> None:
        inbox.receive_referral(self.referral.pk, by=self.partner, at=self.at)

    def _geaccepteerd(self) -> None:
        inbox.accept_referral(self.referral.pk, by=self.partner, at=self.at)

    def _eerste_contact(self) -> None:
        inbox.note_first_contact(self.referral.pk, contact_on=self.at.date(), by=self.partner, at=self.at)

    def _gestart(self) -> None:
        inbox.begin_help(self.referral.pk, by=self.partner, at=self.at)

    def _afgerond(self) -> None:
        self.outcome = inbox.finish_help(
            self.referral.pk, outcome=self.case.get("outcome") or "stap-verder", by=self.partner, at=self.at
        )

    def _geholpen(self) -> None:
        mine.say_helped(self.zaak.pk, helped=True, at=self.at)
        worklist.close_need(
            self.zaak.pk,
            self.need.pk,
            ground="uitkomst",
            uitkomst_id=self.outcome.pk,
            by=self.guide,
            at=self.at,
        )

    def _niet_geholpen(self) -> None:
        mine.say_helped(self.zaak.pk, helped=False, at=self.at)

    def _heropend(self) -> None:
        mine.say_helped(self.zaak.pk, helped=False, at=self.at)

    def _vraag(self) -> None:
        text = self.case.get("question_partner") or "Kunt u vertellen wanneer een gesprek past?"
        inbox.ask_guide(self.referral.pk, text, by=self.partner, at=self.at)

    def _afgewezen(self) -> None:
        decline = self.case["decline"]
        other = self.cast.partners.get(decline.get("next") or "")
        inbox.decline_referral(
            self.referral.pk,
            reason=decline["reason"],
            next_door_id=other.partij.pk if other and other != self.partner else None,
            by=self.partner,
            at=self.at,
        )

    def _toestemming_ingetrokken(self) -> None:
        consent.withdraw(self.referral.pk, zaak=self.zaak, by="persoon", at=self.at)

    def _teruggetrokken(self) -> None:
        referral.recall_referral(self.referral.pk, by=self.guide, at=self.at)

    def _verlopen(self) -> None:
        referral_timers.lapse_now(self.referral.pk, at=self.at)

    def _contact_verloren(self) -> None:
        inbox.lose_contact(self.referral.pk, by=self.partner, at=self.at)

    def _beantwoord(self) -> None:
        worklist.close_need(
            self.zaak.pk, self.need.pk, ground="beantwoord", person_confirmed=True, by=self.guide, at=self.at
        )

    def _eigen_keuze(self) -> None:
        worklist.close_need(
            self.zaak.pk, self.need.pk, ground="eigen-keuze", person_confirmed=True, by=self.guide, at=self.at
        )

    def _ingetrokken_vroeg(self) -> None:
        mine.withdraw(self.zaak.pk, at=self.at)
