# SPDX-License-Identifier: EUPL-1.2
"""The clock of referrals: reminds the partner, tells the guide, and lets lapse what nobody answered.

Never the person: chasing an organisation is not the person's work. Run by the worker every quarter of
an hour and as often as wanted: what was done stands in `Herinnering`, once for each step.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkregio.foundation import audit, outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.foundation.senders import Parcel
from werkregio.foundation.terms import OutboxState
from werkregio.foundation.working_days import is_working_day
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.queries import closing_days, site_of

from ..models import Doorverwijzing, Herinnering, Zaak
from ..queries.needs import need_label
from ..queries.referral import with_state
from ..rules.next_steps import within
from ..rules.referral_states import (
    OPEN,
    PATIENCE,
    WAITS_FOR,
    Herinneren,
    Rol,
    due,
    lapses_on,
    may_take,
    reminders,
)
from ..terms import Gebeurtenis, Stap, VolgendeStap, Wie
from .partner_link import GO_ON, address_of, new_link
from .referral_steps import ACTIVITY, SYSTEM, locked, state_of, take
from .zaak import day_of, save, tell

NEW, REMINDER = "doorverwijzing.nieuw", "doorverwijzing.herinnering"


def run(at: datetime) -> dict[str, int]:
    """Do for every open referral what its terms ask today. Each in a transaction of its own."""
    counts = {"reminded": 0, "escalated": 0, "lapsed": 0}
    closed: dict[int, frozenset[date]] = {}
    waiting = (
        with_state(Doorverwijzing.objects.order_by("pk"))
        .filter(state__in=[state.value for state in OPEN])
        .select_related("aanbod", "zaak")
    )
    today = at.astimezone(AMSTERDAM).date()
    for row in waiting.iterator(chunk_size=500):
        regio_id = row.zaak.regio_id
        closed.setdefault(regio_id, closing_days(regio_id))
        since = row.state_at.astimezone(AMSTERDAM).date()
        days = row.aanbod.patience if row.aanbod else PATIENCE
        lapse = lapses_on(Stap(row.state), since, closed[regio_id], days)
        if lapse is not None and lapse <= today:
            counts["lapsed"] += _lapse(row.pk, Stap(row.state), at)
            continue
        # Nobody reads a reminder on a day off.
        if not is_working_day(today, closed[regio_id]):
            continue
        for kind in reminders(Stap(row.state), since, today, closed[regio_id], days):
            if _remind(row.pk, kind, seen=row.last_sequence, at=at):
                counts["escalated" if kind == Herinneren.GIDS else "reminded"] += 1
    return counts


def lapse_overdue(*, at: datetime) -> int:
    """End every referral that nobody answered in time; the need returns to its guide. Returns how many."""
    return run(at)["lapsed"]


def lapse_now(pk: int, *, at: datetime) -> bool:
    """In practice and demo: the term of this one referral is over, whatever the clock says."""
    row = with_state(Doorverwijzing.objects.filter(pk=pk)).first()
    if row is None or not may_take(Stap(row.state), Stap.VERLOPEN, Rol.SYSTEEM):
        return False
    return bool(_lapse(pk, Stap(row.state), at))


@transaction.atomic
def _lapse(pk: int, seen: Stap, at: datetime) -> int:
    doorverwijzing = locked(pk)
    # Somebody may have answered since the list was read.
    if state_of(doorverwijzing) != seen:
        return 0
    take(doorverwijzing, Stap.VERLOPEN, role=Rol.SYSTEEM, by=SYSTEM, at=at)
    return 1


@transaction.atomic
def _remind(pk: int, kind: Herinneren, *, seen: int, at: datetime) -> bool:
    if Herinnering.objects.filter(doorverwijzing_id=pk, sequence=seen, kind=kind).exists():
        return False
    doorverwijzing = locked(pk)
    last = doorverwijzing.stappen.order_by("-sequence").first()
    if last is None or last.sequence != seen:
        return False
    try:
        with transaction.atomic():
            Herinnering.objects.create(doorverwijzing=doorverwijzing, sequence=seen, kind=kind, at=at)
    except IntegrityError:
        return False
    zaak, about = doorverwijzing.zaak, {"doorverwijzing": pk, "partij": doorverwijzing.partij_id}
    if kind == Herinneren.GIDS:
        tell(zaak, Gebeurtenis.PARTNER_LAAT, by=SYSTEM, at=at, **about)
        if not zaak.closed_at and not zaak.withdrawn_at:
            save(zaak, next_step=within(VolgendeStap.PARTNER_BELLEN, 0, day_of(at)))
    else:
        tell(zaak, Gebeurtenis.HERINNERD, by=SYSTEM, at=at, **about)
        put_for_partner(REMINDER, doorverwijzing, sequence=seen, at=at, level=kind.value)
    audit.record(
        f"doorverwijzing.{kind.value}",
        doorverwijzing,
        region=zaak.regio.code,
        by=SYSTEM,
        at=at,
        subject=zaak.subject,
        detail={"stap": last.kind, "partij": doorverwijzing.partij_id},
        activity=ACTIVITY,
    )
    return True


def put_for_partner(
    kind: str, doorverwijzing: Doorverwijzing, *, sequence: int, at: datetime, level: str = ""
) -> OutboxItem:
    """Keep a message for the organisation of a referral. It names no person: that stands behind the sign-in."""
    zaak = doorverwijzing.zaak
    return outbox.put(
        kind,
        f"doorverwijzing:{doorverwijzing.pk}",
        key=f"{kind}:{doorverwijzing.pk}:{sequence}:{level}",
        region=zaak.regio.code,
        subject=zaak.subject,
        at=at,
        about={"sequence": sequence, "level": level},
    )


def _compose(kind: str, item: OutboxItem, at: datetime) -> Parcel | Skip:
    pk = int(item.thing.partition(":")[2])
    row = (
        with_state(Doorverwijzing.objects.filter(pk=pk))
        .select_related("zaak__regio", "partij", "aanbod")
        .first()
    )
    if row is None or row.zaak.withdrawn_at:
        return Skip("withdrawn")
    if row.last_sequence != item.about["sequence"] or WAITS_FOR.get(Stap(row.state)) != Wie.PARTNER:
        return Skip("answered")
    offer = row.aanbod
    address = address_of(row)
    if address is None:
        return Skip("no-address")
    regio = row.zaak.regio
    since = row.state_at.astimezone(AMSTERDAM).date()
    expected = due(Stap(row.state), since, closing_days(regio.pk), offer.patience if offer else PATIENCE)
    with translation.override("nl"):
        subject, text = _words(kind, row, regio, item, expected, at)
    return Parcel(address[0], address[1], subject, text)


def _words(
    kind: str,
    row: Doorverwijzing,
    regio: Arbeidsmarktregio,
    item: OutboxItem,
    expected: date | None,
    at: datetime,
) -> tuple[str, str]:
    page = f"postvak/{row.pk}" if row.partij.active else f"partner/{new_link(row, at=at)}"
    what: Mapping[str, str] = {
        "reference": row.zaak.reference,
        "need": need_label(row.need, "nl"),
        "day": date_format(expected, "j F Y") if expected else "",
        "link": f"{site_of(regio)}/nl/{page}/",
        "name": regio.werkcentrum_naam or str(regio),
    }
    if kind == NEW:
        subject = _("New referral %(reference)s") % what
        first = _("The guide of %(name)s hands a question over to you: %(need)s.") % what
    elif kind == GO_ON:
        subject = _("Referral %(reference)s: how does it go on?") % what
        first = _("You answered on this referral: %(need)s. Tell the guide how it goes on.") % what
    elif item.about["level"] == Herinneren.PARTNER_LAAT:
        subject = _("Referral %(reference)s: your answer is late") % what
        first = _("You did not answer yet on this referral: %(need)s. Somebody waits for it.") % what
    else:
        subject = _("Referral %(reference)s: please answer") % what
        first = _("This referral waits for your answer: %(need)s.") % what
    until = _("Please answer before %(day)s.") % what if what["day"] else ""
    where = (
        _("Sign in and open it here:")
        if row.partij.active
        else _("Open it here. You do not need an account; the link works for 14 days:")
    ) + f"\n{what['link']}"
    no = _("Can you not help? Say so, with the reason. Then the guide looks further at once.")
    return subject, "\n\n".join(part for part in (first, until, where, no, what["name"]) if part)


def _note(item: OutboxItem, at: datetime) -> None:
    """A message that did not reach the partner is work for the guide: call."""
    if item.state not in (OutboxState.FAILED, OutboxState.UNSURE) and item.problem != "no-address":
        return
    zaak = Zaak.objects.select_for_update().select_related("regio").filter(subject=item.subject).first()
    if zaak is None or zaak.closed_at or zaak.withdrawn_at:
        return
    tell(zaak, Gebeurtenis.BERICHT, by=SYSTEM, at=at, bericht=item.kind, uitkomst=item.state)
    save(zaak, next_step=within(VolgendeStap.WACHT_OP_PARTNER, 1, day_of(at)))


KINDS = (
    outbox.Kind(NEW, gettext_noop("New referral for a partner"), partial(_compose, NEW), _note),
    outbox.Kind(GO_ON, gettext_noop("A partner goes on with a referral"), partial(_compose, GO_ON), _note),
    outbox.Kind(REMINDER, gettext_noop("Reminder to a partner"), partial(_compose, REMINDER), _note),
)
