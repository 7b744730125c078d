# SPDX-License-Identifier: EUPL-1.2
"""What a page shows of one case: the person, the needs, the timeline, the status."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from werkregio.accounts.models import User
from werkregio.regio.models import valid_on
from werkregio.regio.permissions import Acting
from werkregio.regio.rules import role_book

from ..models import (
    Afsluiting,
    Doorverwijzing,
    Ondersteuningsbehoefte,
    Zaak,
    Zaakgebeurtenis,
)
from ..rules.zaak_status import Facts, Referral, status_of
from ..terms import Gebeurtenis, Stap, ZaakStatus
from .referral import with_state
from .sharing import unsealed


class NeedEnd(TypedDict):
    """What `needs_with_end` adds to a need."""

    is_closed: bool
    closed_at: datetime | None
    closed_ground: str | None


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    NeedWithEnd: TypeAlias = WithAnnotations[Ondersteuningsbehoefte, NeedEnd]


def guides_of(regio_id: int, *, on: date) -> QuerySet[User]:
    """The people of a region who may work on questions on a day, by name."""
    roles = [code for code, role in role_book.roles.items() if "zaak.write" in role.rights]
    return (
        User.objects.filter(
            valid_on(on, "lidmaatschappen__"),
            lidmaatschappen__role__in=roles,
            lidmaatschappen__partij__regio_id=regio_id,
            lidmaatschappen__partij__active=True,
            is_active=True,
        )
        .distinct()
        .order_by("name")
    )


def zaak_by_reference(acting: Acting, reference: str) -> Zaak | None:
    """The case of this number in the region of the person who asks; another region's does not exist."""
    return (
        Zaak.objects.filter(regio_id=acting.regio_id, reference=reference, erased_at__isnull=True)
        .select_related(
            "regio", "gemeente", "owner", "sleutel", "gegevens", "werkgeversvraag", "opened_partij"
        )
        .first()
    )


def zaak_by_key(acting: Acting, pk: int) -> Zaak | None:
    """The same by its key, for links that know no number."""
    return Zaak.objects.filter(regio_id=acting.regio_id, pk=pk, erased_at__isnull=True).first()


@dataclass(frozen=True, slots=True)
class Personal:
    """The personal part of a case; empty when its key is gone."""

    voornaam: str = ""
    naam: str = ""
    telefoon: str = ""
    email: str = ""
    vraag: str = ""
    vraag_taal: str = ""

    @property
    def name(self) -> str:
        """How to call the person: full name, first name, or nothing."""
        return self.naam or self.voornaam


def personal(zaak: Zaak) -> Personal:
    """Who it is and what was asked."""
    found = unsealed(zaak, zaak.gegevens.sealed if hasattr(zaak, "gegevens") else "")
    names = Personal.__dataclass_fields__
    return Personal(**{key: str(value) for key, value in found.items() if key in names and value})


def needs_with_end(zaak: Zaak) -> "list[NeedWithEnd]":
    """The needs of a case, each with `is_closed`, `closed_at` and `closed_ground` of its present round."""
    end = Afsluiting.objects.filter(behoefte_key=OuterRef("pk"), round=OuterRef("round"))
    return list(
        Ondersteuningsbehoefte.objects.filter(zaak=zaak)
        .annotate(
            is_closed=Exists(end),
            closed_at=Subquery(end.values("at")[:1]),
            closed_ground=Subquery(end.values("ground")[:1]),
        )
        .order_by("created_at", "pk")
    )


def statuses(
    zaken: Collection[int] | QuerySet[Zaak], keys: Collection[int] | None = None
) -> dict[int, ZaakStatus]:
    """The status of each case by key. Three queries, however many cases there are (four for a queryset without
    the keys of its cases)."""
    if isinstance(zaken, QuerySet):
        # The database fills in the keys itself: a region may have more open cases than a query has room for.
        within: Any = zaken.order_by().values("pk")
        if keys is None:
            keys = list(zaken.order_by().values_list("pk", flat=True))
    else:
        within = keys = list(zaken)
    last: dict[int, dict[str, datetime]] = {}
    events = (
        Zaakgebeurtenis.objects.filter(zaak_id__in=within)
        .order_by()
        .values_list("zaak_id", "kind")
        .annotate(last=Max("at"))
    )
    for zaak_id, kind, moment in events:
        last.setdefault(zaak_id, {})[kind] = moment
    open_needs: dict[int, set[int]] = {}
    closed_needs: dict[int, int] = {}
    for zaak_id, key, is_closed in _need_ends(within):
        if is_closed:
            closed_needs[zaak_id] = closed_needs.get(zaak_id, 0) + 1
        else:
            open_needs.setdefault(zaak_id, set()).add(key)
    referrals = _newest_referrals(within)
    return {
        zaak_id: status_of(
            Facts(
                last=last.get(zaak_id, {}),
                open_needs=len(open_needs.get(zaak_id, ())),
                closed_needs=closed_needs.get(zaak_id, 0),
                referrals=tuple(
                    found
                    for need, found in referrals.get(zaak_id, {}).items()
                    if need in open_needs.get(zaak_id, ())
                ),
            )
        )
        for zaak_id in keys
    }


def status(zaak: Zaak) -> ZaakStatus:
    """The status of one case."""
    return statuses([zaak.pk])[zaak.pk]


def asks_helped(zaak: Zaak) -> bool:
    """Whether the person can say now if it helped: the help is done, and there was no answer since."""
    if status(zaak) not in (ZaakStatus.NAZORG, ZaakStatus.AFGESLOTEN):
        return False
    last = (
        Zaakgebeurtenis.objects.filter(
            zaak=zaak,
            kind__in=[Gebeurtenis.GEHOLPEN, Gebeurtenis.BEHOEFTE_AFGESLOTEN, Gebeurtenis.DOORVERWIJZING],
        )
        .order_by("-at", "-pk")
        .first()
    )
    return last is None or last.kind != Gebeurtenis.GEHOLPEN


def _need_ends(zaken: Any) -> Iterable[tuple[int, int, bool]]:
    end = Afsluiting.objects.filter(behoefte_key=OuterRef("pk"), round=OuterRef("round"))
    return (
        Ondersteuningsbehoefte.objects.filter(zaak_id__in=zaken)
        .order_by()
        .annotate(is_closed=Exists(end))
        .values_list("zaak_id", "pk", "is_closed")
    )


def _newest_referrals(zaken: Any) -> dict[int, dict[int, Referral]]:
    """Of each case and need the referral that was made last."""
    found: dict[int, dict[int, Referral]] = {}
    rows = with_state(Doorverwijzing.objects.filter(zaak_id__in=zaken).order_by("pk")).values_list(
        "zaak_id", "behoefte_key", "state", "state_at"
    )
    for zaak_id, need, state, since in rows:
        if state:
            found.setdefault(zaak_id, {})[need] = Referral(Stap(state), since)
    return found
