# SPDX-License-Identifier: EUPL-1.2
"""Meetings as entries of a calendar: of one person, of the public, or one meeting."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from werkregio.foundation import secrets
from werkregio.regio.queries import site_of

from ..models import Agendafeed, Vergadering
from ..rules.meeting_calendar import MeetingEntry
from ..rules.states import PUBLISHED
from ..terms import VergaderingSoort, VergaderingStaat

FEED = "beraad.agendafeed"


def entry_of(vergadering: Vergadering, *, public: bool = False) -> MeetingEntry:
    """One meeting; the public entry has no video link and leads to the public page."""
    site = site_of(vergadering.regio)
    if public:
        url = site + reverse("beraad:vergadering_public", args=[vergadering.pk])
    else:
        url = site + reverse("beraad:vergadering", args=[vergadering.pk])
    about = [vergadering.remark]
    if vergadering.video_url and not public:
        about.append(_("Join by video: %(url)s") % {"url": vergadering.video_url})
    about.append(_("Agenda and papers: %(url)s") % {"url": url})
    return MeetingEntry(
        uid=f"vergadering-{vergadering.pk}@werkregio",
        revision=vergadering.revision,
        title=vergadering.titel,
        place=vergadering.location or (_("By video") if vergadering.video_url and not public else ""),
        about="\n".join(line for line in about if line),
        start=vergadering.starts_at,
        end=vergadering.ends_at,
        # The same file for the same state: a feed that is asked again has not changed.
        made_at=vergadering.starts_at - timedelta(days=60),
        url=url,
        cancelled=vergadering.state == VergaderingStaat.GEANNULEERD,
    )


def feed_of(token: str) -> tuple[Agendafeed, list[Vergadering]] | None:
    """The meetings of the person behind a secret address; None when it is not in use."""
    feed = (
        Agendafeed.objects.select_related("user")
        .filter(token_hash=secrets.keyed_hash(token, purpose=FEED), user__is_active=True)
        .first()
    )
    if feed is None:
        return None
    rows = (
        Vergadering.objects.filter(genodigden__user=feed.user)
        .exclude(historical=True)
        .select_related("regio")
        .order_by("-starts_at")[:200]
    )
    return feed, list(rows)


def public_meetings(regio_id: int) -> QuerySet[Vergadering]:
    """What everybody may know of: invited meetings that are not closed ones, and those called off after it."""
    return (
        Vergadering.objects.filter(
            regio_id=regio_id, state__in=[*PUBLISHED, VergaderingStaat.GEANNULEERD], gremium__soort="beraad"
        )
        .exclude(soort=VergaderingSoort.BESLOTEN)
        .exclude(state=VergaderingStaat.GEANNULEERD, genodigden__isnull=True)
        .select_related("regio", "gremium")
        .distinct()
    )
