# SPDX-License-Identifier: EUPL-1.2
"""The worklist: which questions, whose turn, by when. Looking at it is no read of a file (ruling B13).

The list of the whole region shows no name and no question of a colleague's case; a search finds them,
because a guide who is called has to find the case of the caller.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkregio.foundation.secrets import UnreadableError
from werkregio.regio.permissions import Acting
from werkregio.text.normal import fold, normalise

from ..models import Afspraak, Ondersteuningsbehoefte, Zaak
from ..rules.next_steps import days_late
from ..rules.references import read_reference
from ..rules.zaak_status import SHAPES
from ..terms import VolgendeStap, ZaakStatus
from .needs import need_label
from .zaak import personal, statuses

MINE, UNASSIGNED, REGION = "mijn", "vrij", "regio"
TABS = (MINE, UNASSIGNED, REGION)
DEADLINE, NEWEST = "datum", "nieuwste"
# A search decrypts: so many open questions at most, those that are due first.
MOST_SEARCHED = 500
_ENDED = (ZaakStatus.AFGESLOTEN, ZaakStatus.INGETROKKEN)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a guide asked the list for."""

    tab: str = MINE
    query: str = ""
    status: str = ""
    gemeente: str = ""
    sort: str = DEADLINE
    due: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, ready to show."""

    pk: int
    reference: str
    name: str
    summary: str
    gemeente: str
    status: str
    status_kind: str
    next_step: str
    due: date | None
    due_words: str
    late: bool
    owner: str
    mine: bool
    free: bool
    danger: bool
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worklist:
    """The keys that fit, in order, and the figures above the list."""

    keys: list[int]
    states: dict[int, ZaakStatus]
    kpis: dict[str, int]
    tabs: dict[str, int] = field(default_factory=dict)
    capped: bool = False


def _scope(acting: Acting, tab: str) -> QuerySet[Zaak]:
    # Of an erased case nothing is left that belongs on a list.
    zaken = Zaak.objects.filter(regio_id=acting.regio_id, erased_at__isnull=True)
    if tab == MINE:
        return zaken.filter(owner_id=acting.user.pk)
    return zaken.filter(owner__isnull=True) if tab == UNASSIGNED else zaken


def _open(zaken: QuerySet[Zaak]) -> QuerySet[Zaak]:
    return zaken.filter(closed_at__isnull=True, withdrawn_at__isnull=True)


def worklist(acting: Acting, wanted: Filter, *, today: date) -> Worklist:
    """What fits the filter, and the figures of the tab. A fixed number of queries."""
    scope = _scope(acting, wanted.tab)
    zaken = scope if wanted.status in _ENDED else _open(scope)
    if wanted.gemeente:
        zaken = zaken.filter(gemeente__gm_code=wanted.gemeente)
    order = (
        ["-opened_at", "-pk"]
        if wanted.sort == NEWEST
        else [F("next_step_due").asc(nulls_last=True), "opened_at", "pk"]
    )
    found = dict(zaken.order_by(*order).values_list("pk", "next_step_due"))
    states = statuses(zaken, found)
    keys, capped = list(found), False
    if wanted.query:
        keys, capped = _matching(acting, zaken, keys, wanted.query)
    week = _end_of_week(today)
    dues = {key: due for key, due in found.items() if states[key] not in _ENDED}
    counted = Counter(states.values())
    kpis = {
        "late": sum(days_late(due, today) > 0 for due in dues.values()),
        "week": sum(due is not None and today <= due <= week for due in dues.values()),
        "open": len(dues),
        "after_care": counted[ZaakStatus.NAZORG],
    }
    if wanted.status:
        keys = [key for key in keys if states[key] == wanted.status]
    if wanted.due == "laat":
        keys = [key for key in keys if days_late(dues.get(key), today) > 0]
    elif wanted.due == "week":
        keys = [key for key in keys if (due := dues.get(key)) is not None and today <= due <= week]
    return Worklist(keys, states, kpis, _tab_counts(acting), capped)


def _end_of_week(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def _tab_counts(acting: Acting) -> dict[str, int]:
    return _open(Zaak.objects.filter(regio_id=acting.regio_id)).aggregate(
        **{
            MINE: Count("pk", filter=Q(owner_id=acting.user.pk)),
            UNASSIGNED: Count("pk", filter=Q(owner__isnull=True)),
            REGION: Count("pk"),
        }
    )


def _matching(acting: Acting, zaken: QuerySet[Zaak], keys: list[int], query: str) -> tuple[list[int], bool]:
    """Keys whose number, name or question fits; decrypted in memory and forgotten."""
    reference = read_reference(query)
    if reference is not None:
        wanted = Zaak.objects.filter(regio_id=acting.regio_id, reference=reference).values_list(
            "pk", flat=True
        )
        hits = set(wanted)
        return [key for key in keys if key in hits], False
    searched = keys[:MOST_SEARCHED]
    words = _folded(query).split()
    rows = zaken.filter(pk__in=searched).select_related("gegevens", "sleutel")
    hits = set()
    for zaak in rows:
        who = personal(zaak)
        text = _folded(" ".join((who.voornaam, who.naam, who.vraag)))
        if all(word in text for word in words):
            hits.add(zaak.pk)
    return [key for key in searched if key in hits], len(keys) > MOST_SEARCHED


def _folded(text: str) -> str:
    return fold(normalise(text))


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open question and its day. Who it is about does not stand here."""

    pk: int
    reference: str
    next_step: str
    due: date
    late: bool


def due_of(acting: Acting, owners: Collection[int], *, until: date, today: date) -> dict[int, list[Waiting]]:
    """The open questions of these guides of which the next step comes before a day or on it, by guide."""
    found: dict[int, list[Waiting]] = {}
    waiting = _open(Zaak.objects.filter(regio_id=acting.regio_id, owner_id__in=list(owners)))
    for pk, owner, reference, step, due in (
        waiting.filter(next_step_due__lte=until, erased_at__isnull=True)
        .order_by("next_step_due", "pk")
        .values_list("pk", "owner_id", "reference", "next_step", "next_step_due")
    ):
        label = str(VolgendeStap(step).label) if step in VolgendeStap.values else ""
        if due is not None:
            found.setdefault(owner, []).append(Waiting(pk, reference, label, due, due <= today))
    return found


def rows(
    acting: Acting,
    keys: list[int],
    states: dict[int, ZaakStatus],
    *,
    language: str,
    today: date,
    searched: bool,
) -> list[Row]:
    """The lines of one page, in the order of the keys. Three queries, however many lines."""
    zaken = {
        zaak.pk: zaak
        for zaak in Zaak.objects.filter(pk__in=keys).select_related(
            "regio", "gemeente", "owner", "sleutel", "gegevens"
        )
    }
    needs: dict[int, list[str]] = {}
    for zaak_id, need in (
        Ondersteuningsbehoefte.objects.filter(zaak_id__in=keys)
        .order_by("created_at", "pk")
        .values_list("zaak_id", "need")
    ):
        needs.setdefault(zaak_id, []).append(need)
    agreements: dict[int, str] = {}
    for zaak_id, sealed in (
        Afspraak.objects.filter(behoefte__zaak_id__in=keys, done_at__isnull=True, due__isnull=False)
        .order_by("due", "pk")
        .values_list("behoefte__zaak_id", "sealed")
    ):
        agreements.setdefault(zaak_id, sealed)
    return [
        _row(
            acting,
            zaken[key],
            states[key],
            needs.get(key, []),
            agreements.get(key, ""),
            language=language,
            today=today,
            searched=searched,
        )
        for key in keys
        if key in zaken
    ]


def _row(
    acting: Acting,
    zaak: Zaak,
    status: ZaakStatus,
    needs: list[str],
    agreed: str,
    *,
    language: str,
    today: date,
    searched: bool,
) -> Row:
    own, free = zaak.owner_id == acting.user.pk, zaak.owner_id is None
    labels = tuple(dict.fromkeys(need_label(need, language) for need in needs))
    name, summary = "", ", ".join(labels[:2])
    # A colleague's case shows who it is only to somebody who searched for it.
    if own or free or searched:
        who = personal(zaak)
        name = who.name
        summary = _short(who.vraag) or summary
    step = VolgendeStap(zaak.next_step).label if zaak.next_step in VolgendeStap.values else ""
    if zaak.next_step == VolgendeStap.AFSPRAAK and agreed and own:
        step = _short(_read(zaak, agreed)) or step
    return Row(
        pk=zaak.pk,
        reference=zaak.reference,
        name=name,
        summary=summary,
        gemeente=zaak.gemeente.naam if zaak.gemeente else "",
        status=str(status.label),
        status_kind=SHAPES[status],
        next_step=str(step),
        due=zaak.next_step_due,
        due_words=due_words(zaak.next_step_due, today),
        late=zaak.next_step_due is not None and zaak.next_step_due <= today,
        owner=zaak.owner.name if zaak.owner else "",
        mine=own,
        free=free,
        danger=zaak.danger,
        needs=tuple(needs),
    )


def _read(zaak: Zaak, sealed: str) -> str:
    try:
        return str(zaak.unseal(sealed))
    except (UnreadableError, Zaak.sleutel.RelatedObjectDoesNotExist):
        return ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"


def due_words(due: date | None, today: date) -> str:
    """How late or how soon, in words; the day stands beside it."""
    if due is None:
        return ""
    late = days_late(due, today)
    if late:
        return ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}
    if due == today:
        return _("today")
    return _("tomorrow") if due == today + timedelta(days=1) else ""
