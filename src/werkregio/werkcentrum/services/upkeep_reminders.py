# SPDX-License-Identifier: EUPL-1.2
"""Every morning: asks who keeps a page with an expired figure, and reminds partners of what they owe.

What was asked stands in `Verbeterverzoek`; what goes out is composed when it is sent, so that nobody is
reminded of what was done meanwhile. May run as often as wanted.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkregio.foundation import audit, outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.foundation.senders import EMAIL, Parcel
from werkregio.regio.models import Arbeidsmarktregio, Partij
from werkregio.regio.queries import site_of

from ..models import Aanbod, Instrument, Verbeterverzoek
from ..queries.directory import expired_facts
from ..queries.upkeep import expired_entries
from ..rules.upkeep import MEND_WITHIN, Confirmation, confirmation
from ..terms import Verbeterreden
from .review import ASKED, close, put_request

CONFIRM = "aanbod.bevestigen"
SYSTEM = "system"
# So long before its day a request is brought to mind once more.
SOON = timedelta(days=7)


def run(at: datetime) -> dict[str, int]:
    """All regions that are at work. Returns counts only."""
    counts = {"asked": 0, "closed": 0, "reminded": 0, "confirm": 0}
    today = at.astimezone(AMSTERDAM).date()
    for regio in Arbeidsmarktregio.objects.filter(active=True).order_by("pk"):
        counts["closed"] += _close_mended(regio, today, at)
        counts["asked"] += _ask_for_expired(regio, today, at)
        counts["reminded"] += _remind_requests(regio, today, at)
        counts["confirm"] += _remind_offers(regio, today, at)
    return counts


def _ask_for_expired(regio: Arbeidsmarktregio, today: date, at: datetime) -> int:
    """One request for each page with an expired figure and each organisation that must look it up."""
    asked = 0
    for entry in expired_entries(regio, today):
        for partij_id in sorted(entry.keepers):
            asked += _ask(regio, entry, partij_id, today, at)
    return asked


@transaction.atomic
def _ask(regio: Arbeidsmarktregio, entry: Instrument, partij_id: int, today: date, at: datetime) -> bool:
    # Locked, so that two workers never ask the same twice.
    Instrument.objects.select_for_update().get(pk=entry.pk)
    if Verbeterverzoek.objects.filter(instrument=entry, partij_id=partij_id, closed_at=None).exists():
        return False
    request = Verbeterverzoek.objects.create(
        instrument=entry,
        partij_id=partij_id,
        reason=Verbeterreden.VERLOPEN,
        due_on=today + MEND_WITHIN,
        asked_at=at,
    )
    put_request(request, "asked", region=regio.code, at=at)
    audit.record(
        "verbeterverzoek.asked",
        request,
        region=regio.code,
        by=SYSTEM,
        at=at,
        detail={"instrument": entry.code, "partij": partij_id, "reason": Verbeterreden.VERLOPEN.value},
    )
    return True


def _close_mended(regio: Arbeidsmarktregio, today: date, at: datetime) -> int:
    """What the system asked is done when no figure of the page is out of date any more."""
    done = Verbeterverzoek.objects.filter(
        ~Exists(expired_facts(today, of="instrument_id")),
        instrument__regio=regio,
        reason=Verbeterreden.VERLOPEN,
        asked_by=None,
        closed_at=None,
    )
    closed = 0
    for pk in list(done.values_list("pk", flat=True)):
        with transaction.atomic():
            request = Verbeterverzoek.objects.select_for_update().get(pk=pk)
            if request.closed_at is None:
                close(request, at=at)
                audit.record(
                    "verbeterverzoek.closed", request, region=regio.code, by=SYSTEM, at=at, detail={}
                )
                closed += 1
    return closed


def _remind_requests(regio: Arbeidsmarktregio, today: date, at: datetime) -> int:
    """Once a week before the day, and once when it is past."""
    reminded = 0
    rows = Verbeterverzoek.objects.filter(
        instrument__regio=regio, closed_at=None, answered_at=None, due_on__lte=today + SOON
    )
    for row in rows:
        # A request with a short term is not reminded on the day that it was made.
        if row.due_on >= today and row.asked_at.astimezone(AMSTERDAM).date() >= row.due_on - SOON:
            continue
        moment = "late" if row.due_on < today else "soon"
        with transaction.atomic():
            item = put_request(row, moment, region=regio.code, at=at)
        reminded += item.created_at == at
    return reminded


def _remind_offers(regio: Arbeidsmarktregio, today: date, at: datetime) -> int:
    """At most one message a month for each organisation, however many offers wait."""
    waiting = offers_to_confirm(regio, today)
    made = 0
    for partij_id in waiting:
        with transaction.atomic():
            item = outbox.put(
                CONFIRM,
                f"partij:{partij_id}",
                key=f"{CONFIRM}:{partij_id}:{today:%Y-%m}",
                region=regio.code,
                at=at,
            )
        made += item.created_at == at
    return made


def offers_to_confirm(regio: Arbeidsmarktregio, today: date) -> dict[int, list[Aanbod]]:
    """Open offers of organisations with accounts whose word ran out or runs out soon, by organisation."""
    found: dict[int, list[Aanbod]] = defaultdict(list)
    offers = Aanbod.objects.filter(regio=regio, active=True, partij__active=True).order_by("pk")
    for offer in offers:
        if confirmation(offer.last_confirmed_on, offer.update_rhythm_days, today) != Confirmation.FRESH:
            found[offer.partij_id].append(offer)
    return dict(found)


def compose_confirm(item: OutboxItem, at: datetime) -> Parcel | Skip:
    """To the organisation: say whether your offers still hold."""
    partij = _partij(int(item.thing.partition(":")[2]))
    if partij is None:
        return Skip("no-account")
    today = at.astimezone(AMSTERDAM).date()
    number = len(offers_to_confirm(partij.regio, today).get(partij.pk, []))
    if not number:
        return Skip("confirmed")
    with translation.override("nl"):
        first = ngettext(
            "%(number)s offer of %(partij)s waits for your word.",
            "%(number)s offers of %(partij)s wait for your word.",
            number,
        ) % {"number": number, "partij": partij.naam}
        return _parcel(
            partij,
            _("Does your offer still hold?"),
            first,
            _("Guides and residents count on it. One click says that it still holds."),
        )


def compose_request(item: OutboxItem, at: datetime) -> Parcel | Skip:
    """To the organisation: please mend a page."""
    pk = int(item.thing.partition(":")[2])
    row = Verbeterverzoek.objects.select_related("instrument").filter(pk=pk).first()
    if row is None or row.closed_at or row.answered_at:
        return Skip("answered")
    partij = _partij(row.partij_id)
    if partij is None:
        return Skip("no-account")
    with translation.override("nl"):
        text = row.instrument.teksten.filter(language="nl").first()
        what = {
            "page": text.name if text else row.instrument.code,
            "day": date_format(row.due_on, "j F Y"),
            "reason": row.get_reason_display(),
        }
        late = item.about.get("moment") == "late"
        subject = (
            _("A page still waits for you: %(page)s") if late else _("Please mend a page: %(page)s")
        ) % what
        return _parcel(
            partij,
            subject,
            _("We ask you to look at the page “%(page)s”. Reason: %(reason)s.") % what,
            _("Please do so before %(day)s.") % what,
        )


def _parcel(partij: Partij, subject: str, *parts: str) -> Parcel | Skip:
    address = partij.email or _contact(partij)
    if not address:
        return Skip("no-address")
    link = f"{site_of(partij.regio)}/nl/ons-werk/"
    name = partij.regio.werkcentrum_naam or str(partij.regio)
    where = _("Sign in and open your work here:") + f"\n{link}"
    return Parcel(EMAIL, address, subject, "\n\n".join((*parts, where, name)))


def _contact(partij: Partij) -> str:
    offers = Aanbod.objects.filter(partij=partij, active=True).exclude(contact_email="").order_by("pk")
    return offers.values_list("contact_email", flat=True).first() or ""


def _partij(pk: int) -> Partij | None:
    """Somebody must be able to sign in there."""
    return Partij.objects.filter(pk=pk, active=True, regio__active=True).select_related("regio").first()


KINDS = (
    outbox.Kind(CONFIRM, "Reminder to confirm offers", compose_confirm),
    outbox.Kind(ASKED, "Request to mend a page of the directory", compose_request),
)
