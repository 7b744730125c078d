# SPDX-License-Identifier: EUPL-1.2
"""Where a Doorverwijzing stands, what the guide can do with it, and what the person sees of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.secrets import UnreadableError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import closing_days

from ..models import Aanbod, Afsluiting, Doorverwijzing, DoorverwijzingStap, Ondersteuningsbehoefte, Zaak
from ..permissions.referral import may_refer, may_see_referrals
from ..rules.capacity import Capacity
from ..rules.dead_ends import Waiting
from ..rules.referral_states import OPEN, Patience, patience
from ..rules.sharing import CONSENT_TERM
from ..terms import Grondslag, InstrumentStatus, Stap
from .basis import basis_for
from .capacity import capacities, days_in_words, measured_waiting, room_in_words
from .combinations import clashes_with
from .consent import Asked, filled_in, text_in, text_kind
from .needs import need_label
from .referral_rows import SharedRow, prefetched, reads_of, referral_row, shared_row
from .referral_state import with_state


def latest_of_each_need(zaak: Zaak) -> list[tuple[Stap, datetime, Patience]]:
    """State, moment and terms of the newest referral of every need; ended ones before it do not count."""
    newest: dict[int, tuple[Stap, datetime, Patience]] = {}
    rows = with_state(Doorverwijzing.objects.filter(zaak=zaak).order_by("pk")).values_list(
        "behoefte_key",
        "state",
        "state_at",
        "aanbod__days_receive",
        "aanbod__days_answer",
        "aanbod__days_first_contact",
    )
    for need, state, moment, *terms in rows:
        if state:
            newest[need] = (Stap(state), moment, patience(*terms))
    return list(newest.values())


@dataclass(frozen=True, slots=True)
class Waarschuwing:
    """Something to know before handing over; a code for the log and a sentence for the guide."""

    code: str
    text: str


def warnings_for(
    zaak: Zaak, behoefte_key: int, partij: Partij, aanbod: Aanbod | None, *, at: datetime
) -> list[Waarschuwing]:
    """What speaks against this receiver now: a stop, or the same need was brought there before."""
    warnings = []
    today = at.astimezone(AMSTERDAM).date()
    if aanbod is not None:
        room = capacities([aanbod], today)[aanbod.pk]
        if room.warns:
            warnings.append(Waarschuwing(room.room.value, room_in_words(room)))
    states = set(
        with_state(Doorverwijzing.objects.filter(zaak=zaak, partij=partij, behoefte_key=behoefte_key))
        .order_by()
        .values_list("state", flat=True)
    )
    if states & {state.value for state in OPEN}:
        warnings.append(Waarschuwing("dubbel", _("This need is with this organisation already.")))
    if Stap.AFGEWEZEN.value in states:
        warnings.append(Waarschuwing("eerder-afgewezen", _("This organisation declined this need before.")))
    if aanbod is not None:
        code = aanbod.instrument.code
        warnings += [
            Waarschuwing(f"samenloop-{kind}", text)
            for kind, text in clashes_in_words(zaak, [code], on=today).get(code, ())
        ]
    return warnings


def help_taken(zaak: Zaak) -> list[str]:
    """Codes of the help that this person was handed over to, is on the way to, or got."""
    states = [state.value for state in OPEN | {Stap.AFGEROND}]
    rows = with_state(Doorverwijzing.objects.filter(zaak=zaak, aanbod__isnull=False)).filter(state__in=states)
    return list(rows.order_by().values_list("aanbod__instrument__code", flat=True).distinct())


def clashes_in_words(zaak: Zaak, codes: Sequence[str], *, on: date) -> dict[str, list[tuple[str, str]]]:
    """For help that may be chosen: what does not go with what was taken already, kind and sentence."""
    found = clashes_with(codes, help_taken(zaak), get_language() or "nl", on, regio=zaak.regio)
    return {
        code: [
            (
                row.kind,
                _("%(how)s %(other)s, where this person was handed over to already. %(why)s")
                % {"how": row.label, "other": row.other, "why": row.text},
            )
            for row in rows
        ]
        for code, rows in found.items()
    }


def zaak_context(zaak: Zaak, acting: Acting, *, at: datetime) -> dict[str, Any]:
    """What `werkcentrum/referral/_zaak.html` shows on the case page: the referrals and what can be started."""
    closed = closing_days(zaak.regio_id)
    return {
        "referrals": [referral_row(referral, at=at, closed=closed) for referral in prefetched(zaak)],
        "may_refer": may_refer(acting, zaak) and zaak.owner_id == acting.user.pk,
        "referral_needs": [
            (behoefte.pk, need_label(behoefte.need, get_language() or "nl")) for behoefte in open_needs(zaak)
        ],
        "referral_zaak": zaak,
    }


def open_needs(zaak: Zaak) -> QuerySet[Ondersteuningsbehoefte]:
    """The needs of a case whose present round has not ended."""
    end = Afsluiting.objects.filter(behoefte_key=OuterRef("pk"), round=OuterRef("round"))
    return Ondersteuningsbehoefte.objects.filter(~Exists(end), zaak=zaak).order_by("created_at", "pk")


@dataclass(frozen=True, slots=True)
class Ask:
    """A hand-over that waits for the person's answer."""

    pk: int
    sequence: int
    needs_consent: bool
    asked: Asked


def mine_context(zaak: Zaak, *, at: datetime) -> dict[str, Any]:
    """What `werkcentrum/referral/_mine.html` shows on the private page: questions to answer, what was shared."""
    asks, shared = [], []
    reads = reads_of(zaak)
    for referral in prefetched(zaak):
        last = list(referral.stappen.all())[-1]
        if last.kind == Stap.AANGEBODEN:
            asks.append(_ask(zaak, referral, last.sequence, at))
        row = shared_row(referral, reads, language=zaak.language, at=at)
        if row is not None:
            shared.append(row)
    return {"asks": asks, "shared": shared}


def shared_with(zaak: Zaak, *, at: datetime) -> list[SharedRow]:
    """With whom what was shared, on which basis, until when, and when it was read."""
    reads = reads_of(zaak)
    rows = (
        shared_row(referral, reads, language=get_language() or "nl", at=at) for referral in prefetched(zaak)
    )
    return [row for row in rows if row is not None]


def _ask(zaak: Zaak, referral: Doorverwijzing, sequence: int, at: datetime) -> Ask:
    basis = basis_for(zaak.regio, referral.partij)
    asked = filled_in(
        text_in(text_kind(basis), zaak.language),
        partij=referral.partij,
        fields=referral.fields,
        need=referral.need,
        until=at + CONSENT_TERM,
    )
    return Ask(referral.pk, sequence, basis == Grondslag.TOESTEMMING, asked)


@dataclass(frozen=True, slots=True)
class Suggestie:
    """Help that fits a need, with what a guide must know before choosing it."""

    aanbod: Aanbod
    name: str
    notes: tuple[str, ...]
    warns: bool


def suggestions_for(
    zaak: Zaak, need: str, *, at: datetime, query: str = "", everything: bool = False
) -> list[Suggestie]:
    """What partners offer here for this need and this municipality; the main need first.

    `query` looks in the names of help and organisation. Ended schemes are never suggested (ruling B8).
    """
    today = at.astimezone(AMSTERDAM).date()
    offers = (
        Aanbod.objects.filter(regio_id=zaak.regio_id, active=True)
        .filter(
            Q(partij__active=True)
            | ~Q(contact_email="")
            | ~Q(contact_phone="")
            | ~Q(partij__email="")
            | ~Q(partij__phone="")
        )
        .exclude(instrument__status=InstrumentStatus.ENDED)
        .select_related("partij", "instrument")
        .prefetch_related("instrument__teksten", "instrument__behoeften", "gemeenten")
    )
    if not everything:
        offers = offers.filter(instrument__behoeften__need=need)
    found = []
    for offer in offers.distinct():
        places = {place.pk for place in offer.gemeenten.all()}
        if zaak.gemeente_id and places and zaak.gemeente_id not in places:
            continue
        name = _text_name(offer)
        if query and query.casefold() not in f"{name} {offer.partij.naam}".casefold():
            continue
        order = next((b.order for b in offer.instrument.behoeften.all() if b.need == need), 99)
        found.append((order, name.casefold(), offer, name))
    clashes = clashes_in_words(zaak, [row[2].instrument.code for row in found], on=today)
    rooms = capacities([row[2] for row in found], today)
    waited = measured_waiting([row[2].pk for row in found], today=today)
    return [
        _suggestion(
            offer,
            name,
            rooms[offer.pk],
            waited.get(offer.pk),
            clashes.get(offer.instrument.code, ()),
        )
        for _order, _key, offer, name in sorted(found, key=lambda row: row[:2])
    ]


def _suggestion(
    offer: Aanbod, name: str, room: Capacity, waited: Waiting | None, clashes: Iterable[tuple[str, str]]
) -> Suggestie:
    notes = [text for _kind, text in clashes]
    clash = bool(notes)
    if words := room_in_words(room):
        notes.append(words)
    if waited is not None and waited.days is not None:
        # A guide of the region may know a single one: it is about an offer, not about a person.
        notes.append(
            _("First contact after %(days)s (middle of %(n)d).")
            % {"days": days_in_words(waited.days), "n": waited.number}
        )
    if not offer.takes_referrals:
        notes.append(_("Takes no referrals: the person goes there directly."))
    if not offer.partij.active:
        notes.append(_("Works without account: answers through a safe link."))
    if offer.last_confirmed_on:
        notes.append(_("Checked on %(day)s.") % {"day": date_format(offer.last_confirmed_on, "j E Y")})
    return Suggestie(offer, name, tuple(notes), room.warns or clash or not offer.takes_referrals)


def _text_name(offer: Aanbod) -> str:
    names = {text.language: text.name for text in offer.instrument.teksten.all()}
    for language in (get_language() or "nl", "nl", "en"):
        if language in names:
            return names[language]
    return offer.instrument.code


@dataclass(frozen=True, slots=True)
class Bericht:
    """A question of the partner or an answer of the guide, decrypted."""

    author: str
    at: datetime
    text: str


def messages_of(referral: Doorverwijzing) -> list[Bericht]:
    """What partner and guide wrote to each other; empty texts once the key of the case is gone."""
    found = []
    for row in referral.toevoegingen.order_by("at", "pk"):
        try:
            text = str(referral.zaak.unseal(row.sealed) or "")
        except (UnreadableError, ObjectDoesNotExist):
            text = ""
        found.append(Bericht(row.author, row.at, text))
    return found


def referral_for_guide(acting: Acting, pk: int) -> Doorverwijzing | None:
    """A referral of the guide's region with what its page needs; None when there is none for this guide."""
    referral = (
        Doorverwijzing.objects.filter(pk=pk, zaak__regio_id=acting.regio_id)
        .select_related(
            "zaak__regio", "zaak__sleutel", "zaak__gegevens", "zaak__gemeente", "partij", "aanbod"
        )
        .prefetch_related(
            Prefetch("stappen", DoorverwijzingStap.objects.select_related("next_door").order_by("sequence")),
            "toestemmingen__text",
            "toestemmingen__intrekking",
            "aanbod__instrument__teksten",
        )
        .first()
    )
    if referral is None or not may_see_referrals(acting, referral.zaak):
        return None
    return referral
