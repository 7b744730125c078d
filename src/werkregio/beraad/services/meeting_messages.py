# SPDX-License-Identifier: EUPL-1.2
"""Messages about meetings: invitation with calendar file, change, cancelled, reminder; and the date poll.

Each is composed when it is sent, so a meeting that was moved or called off since is never announced as it was.
"""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkregio.accounts.models import User
from werkregio.foundation import outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Kind, Skip
from werkregio.foundation.senders import EMAIL, Attachment, Parcel
from werkregio.regio.queries import site_of

from ..models import DatumDeelnemer, Datumprikker, Genodigde, Vergadering
from ..queries.meeting_calendar import entry_of
from ..queries.meeting_links import ATTEND, POLL, token_for
from ..rules.meeting_calendar import calendar_of
from ..terms import Komst, VergaderingStaat

INVITE, CANCELLED, REMINDER = (
    "beraad.vergadering.uitnodiging",
    "beraad.vergadering.afgelast",
    "beraad.vergadering.herinnering",
)
ASK_DATES, REMIND_DATES = "beraad.datumprikker", "beraad.datumprikker.herinnering"
DAYS_BEFORE = timedelta(days=2)
LANGUAGES = ("nl", "en")


def thing_of(vergadering: Vergadering) -> str:
    return f"vergadering:{vergadering.pk}"


def announce(kind: str, vergadering: Vergadering, *, at: datetime) -> None:
    """A message to everybody who is invited; what waited about this meeting before is taken back."""
    outbox.cancel(thing=thing_of(vergadering), at=at)
    remind_at = vergadering.starts_at - DAYS_BEFORE
    for genodigde in vergadering.genodigden.all():
        key = f"{vergadering.pk}:{genodigde.pk}:{vergadering.revision}"
        _put(kind, vergadering, genodigde.pk, f"{kind}:{key}", at=at)
        if kind == INVITE and remind_at > at + timedelta(days=1):
            _put(REMINDER, vergadering, genodigde.pk, f"{REMINDER}:{key}", at=at, due_at=remind_at)


def _put(
    kind: str, vergadering: Vergadering, pk: int, key: str, *, at: datetime, due_at: datetime | None = None
) -> None:
    outbox.put(
        kind,
        thing_of(vergadering),
        key=key,
        region=vergadering.regio.code,
        at=at,
        due_at=due_at,
        about={"genodigde": pk},
    )


def forget(vergadering: Vergadering, *, at: datetime) -> None:
    """Nothing about this meeting goes out any more."""
    outbox.cancel(thing=thing_of(vergadering), at=at)


def ask_dates(prikker: Datumprikker, *, at: datetime) -> None:
    """Ask everybody which days suit; two days before the poll closes once more whoever did not answer."""
    thing, region = f"datumprikker:{prikker.pk}", prikker.gremium.regio.code
    remind_at = prikker.closes_at - DAYS_BEFORE
    for deelnemer in prikker.deelnemers.all():
        about = {"deelnemer": deelnemer.pk}
        outbox.put(ASK_DATES, thing, key=f"{ASK_DATES}:{deelnemer.pk}", region=region, at=at, about=about)
        if remind_at > at + timedelta(days=1):
            outbox.put(
                REMIND_DATES,
                thing,
                key=f"{REMIND_DATES}:{deelnemer.pk}",
                region=region,
                at=at,
                due_at=remind_at,
                about=about,
            )


def when_in_words(vergadering: Vergadering) -> str:
    """Day and times of a meeting in the language of the message."""
    start, end = vergadering.starts_at.astimezone(AMSTERDAM), vergadering.ends_at.astimezone(AMSTERDAM)
    return _("%(day)s, %(start)s to %(end)s") % {
        "day": date_format(start, "l j F Y"),
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
    }


def _language(user: User) -> str:
    return user.language if user.language in LANGUAGES else "nl"


def compose_meeting(item: OutboxItem, at: datetime) -> Parcel | Skip:
    """The words for one person who is invited."""
    genodigde = (
        Genodigde.objects.select_related("user", "vergadering__regio")
        .filter(pk=item.about.get("genodigde"))
        .first()
    )
    if genodigde is None or not genodigde.user.is_active:
        return Skip("no-account")
    vergadering, user = genodigde.vergadering, genodigde.user
    called_off = vergadering.state == VergaderingStaat.GEANNULEERD
    if called_off != (item.kind == CANCELLED):
        return Skip("changed")
    if item.kind == REMINDER and genodigde.answer == Komst.NEE:
        return Skip("does-not-come")
    language = _language(user)
    with translation.override(language):
        subject, lines = _words(item.kind, vergadering, genodigde)
        content = calendar_of([entry_of(vergadering)], name=vergadering.titel)
    return Parcel(
        EMAIL,
        user.email,
        subject,
        "\n\n".join(lines) + "\n",
        language,
        attachments=(Attachment("vergadering.ics", content, "text/calendar"),),
    )


def _words(kind: str, vergadering: Vergadering, genodigde: Genodigde) -> tuple[str, list[str]]:
    site, when = site_of(vergadering.regio), when_in_words(vergadering)
    named = {"title": vergadering.titel, "when": when}
    if kind == CANCELLED:
        return _("Called off: %(title)s") % named, [
            _("This meeting does not take place: %(title)s, %(when)s.") % named,
            vergadering.cancelled_because,
            _("The items on its agenda come back on the next one."),
        ]
    lines = [f"{vergadering.titel}\n{when}"]
    lines += [text for text in (vergadering.location, vergadering.video_url, vergadering.remark) if text]
    answer = site + reverse("beraad:attend", args=[token_for(ATTEND, genodigde.pk)])
    page = site + reverse("beraad:vergadering", args=[vergadering.pk])
    lines += [
        _("Will you be there? Say so here, without signing in:") + "\n" + answer,
        _("Agenda and papers:") + "\n" + page,
    ]
    if kind == REMINDER:
        return _("Soon: %(title)s") % named, lines
    if vergadering.revision:
        return _("Changed: %(title)s") % named, lines
    return _("Invitation: %(title)s") % named, lines


def compose_poll(item: OutboxItem, at: datetime) -> Parcel | Skip:
    """The question which days suit, with a link of one's own."""
    deelnemer = (
        DatumDeelnemer.objects.select_related("user", "prikker__gremium__regio")
        .filter(pk=item.about.get("deelnemer"))
        .first()
    )
    if deelnemer is None or not deelnemer.user.is_active:
        return Skip("no-account")
    prikker = deelnemer.prikker
    if prikker.withdrawn_at or prikker.vergadering_id or prikker.closes_at <= at:
        return Skip("closed")
    if item.kind == REMIND_DATES and deelnemer.answered_at:
        return Skip("answered")
    language = _language(deelnemer.user)
    with translation.override(language):
        link = site_of(prikker.gremium.regio) + reverse(
            "beraad:poll_answer", args=[token_for(POLL, deelnemer.pk)]
        )
        closes = date_format(prikker.closes_at.astimezone(AMSTERDAM), "j F Y")
        subject = _("Which day suits you? %(title)s") % {"title": prikker.titel}
        lines = [
            _("We look for a day for: %(title)s.") % {"title": prikker.titel},
            prikker.note,
            _("Say which moments suit you, without signing in, until %(day)s:") % {"day": closes}
            + "\n"
            + link,
        ]
    text = "\n\n".join(line for line in lines if line) + "\n"
    return Parcel(EMAIL, deelnemer.user.email, subject, text, language)


KINDS = (
    Kind(INVITE, "Invitation to a meeting", compose_meeting),
    Kind(CANCELLED, "A meeting is called off", compose_meeting),
    Kind(REMINDER, "Reminder of a meeting", compose_meeting),
    Kind(ASK_DATES, "Date poll", compose_poll),
    Kind(REMIND_DATES, "Date poll: reminder", compose_poll),
)
