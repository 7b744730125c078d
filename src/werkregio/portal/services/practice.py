# SPDX-License-Identifier: EUPL-1.2
"""A practice region with twenty invented cases in all states, and a clean start whenever a trainer wants one.

The cases are played through the same services that people use, by invented guides and partners that
nobody can sign in as.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from werkregio.accounts.services import make_player
from werkregio.foundation import audit
from werkregio.regio.models import Arbeidsmarktregio, Lidmaatschap, Partij
from werkregio.regio.permissions import Acting
from werkregio.regio.rules import role_book
from werkregio.regio.services.practice import make_practice_region, origin_of, sync_members
from werkregio.regio.terms import RegioSoort
from werkregio.werkcentrum.models import Aanbod, Zaak
from werkregio.werkcentrum.permissions.practice import may_train
from werkregio.werkcentrum.services.practice import copy_counters, empty

from .demo_cases import Case, play_all, read_cases
from .demo_people import FIRST_DAY, Cast

GUIDES = ("Anne Oefengids", "Bas Oefengids")
PARTNER = "Pim Oefenpartner"
# One or more cases of each: together every state that a case and a referral can have.
ROADS = (
    "nieuw", "genomen", "gesprek", "concept", "aangeboden", "ingestemd", "verzonden", "verzonden",
    "ontvangen", "vraag", "geaccepteerd", "afgewezen", "eerste-contact", "gestart", "afgerond", "geholpen",
    "verlopen", "toestemming-ingetrokken", "contact-verloren", "ingetrokken-vroeg",
)  # fmt: skip


def make(code: str, *, anew: bool, by: str, at: datetime) -> tuple[Arbeidsmarktregio, int]:
    """Make the practice region beside a region. With `anew`, or when it has no cases, with fresh cases.

    Returns the region and how many cases were made now.
    """
    with transaction.atomic():
        regio = make_practice_region(code, by=by, at=at)
        if (origin := origin_of(regio)) is not None:
            copy_counters(origin, regio)
        Aanbod.objects.filter(regio=regio).update(is_invented=True)
        there = Zaak.objects.filter(regio=regio, erased_at__isnull=True).exists()
        if there and not anew:
            return regio, 0
        empty(regio, by=by, at=at)
        return regio, _play(regio, at)


@transaction.atomic
def reset(*, by: Acting, at: datetime) -> int:
    """The trainer starts again: what was typed goes, the twenty cases of the beginning come back."""
    if not may_train(by):
        raise PermissionDenied
    # One at a time: a second press waits here, and then starts from what the first one made.
    regio = Arbeidsmarktregio.objects.select_for_update().get(pk=by.regio_id)
    empty(regio, by=by, at=at)
    sync_members(regio, at=at)
    number = _play(regio, at)
    audit.record(
        "oefenregio.opnieuw",
        regio,
        region=regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        detail={"zaken": number},
    )
    return number


def _play(regio: Arbeidsmarktregio, at: datetime) -> int:
    if regio.soort != RegioSoort.OEFEN:
        raise PermissionDenied
    cast = _cast(regio)
    return play_all(list(_fitting(practice_cases(), cast)), cast, at - timedelta(minutes=1))


def _fitting(cases: list[Case], cast: Cast) -> Iterator[Case]:
    """The cases with a partner of this region: the named one, else another; without any partner fewer cases."""
    others = sorted(cast.partners)
    for number, case in enumerate(cases):
        if not case["partner"] or case["partner"] in cast.partners:
            yield case
        elif others:
            yield {**case, "partner": others[number % len(others)]}


def practice_cases() -> list[Case]:
    """Twenty cases of the demo, by how far they came."""
    left = read_cases("demo_cases.yaml")
    chosen: list[Case] = []
    for road in ROADS:
        case = next(case for case in left if case["reach"] == road)
        left.remove(case)
        chosen.append(case)
    return chosen


def _cast(regio: Arbeidsmarktregio) -> Cast:
    """The players of a practice region: two guides, and one partner who is every organisation in turn."""
    partijen = {partij.code: partij for partij in Partij.objects.filter(regio=regio)}
    werkcentrum = next(partij for partij in partijen.values() if partij.soort == "werkcentrum")
    guides = [
        _player(name, f"oefengids-{number}@{regio.code}.example", werkcentrum, "gids")
        for number, name in enumerate(GUIDES, start=1)
    ]
    address = f"oefenpartner@{regio.code}.example"
    partners = {
        code: _player(PARTNER, address, partij, "professional")
        for code, partij in partijen.items()
        if partij != werkcentrum
    }
    return Cast(regio, guides, partners)


def _player(name: str, email: str, partij: Partij, role: str) -> Acting:
    user = make_player(name, email)
    Lidmaatschap.objects.get_or_create(
        user=user, partij=partij, role=role, valid_to=None, defaults={"valid_from": FIRST_DAY}
    )
    rights = role_book.rights_of([role], has_second_factor=True)
    return Acting(user=user, partij=partij, roles=frozenset({role}), rights=rights)
