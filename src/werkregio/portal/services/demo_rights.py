# SPDX-License-Identifier: EUPL-1.2
"""Requests about own data, a hold and a first run of retention, through the services that people use."""

from datetime import date, datetime, timedelta

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio, Lidmaatschap
from werkregio.regio.permissions import Acting
from werkregio.werkcentrum.models import Zaak
from werkregio.werkcentrum.services import mine, retention, retention_rules, rights


def tend(regio: Arbeidsmarktregio, now: datetime) -> None:
    """Let invented people ask for their rights, in each stage of the work, and clean up once."""
    officer = _officer(regio, now)
    if officer is None:
        return
    running = list(
        Zaak.objects.filter(regio=regio, closed_at__isnull=True, withdrawn_at__isnull=True).order_by("-pk")[
            :4
        ]
    )
    if len(running) == 4:
        _asked(running, officer, now)
    closed = Zaak.objects.filter(regio=regio, closed_at__isnull=False).order_by("pk").first()
    if closed is not None:
        until = (now + timedelta(days=120)).astimezone(AMSTERDAM).date()
        retention_rules.hold(closed.reference, reason="klacht", until=until, by=officer, at=now)
    retention.clean_up(regio, at=now)


def _asked(running: list[Zaak], officer: Acting, now: datetime) -> None:
    def days_ago(number: int) -> date:
        return (now - timedelta(days=number)).astimezone(AMSTERDAM).date()

    first, second, third, fourth = running
    mine.ask_right(first.pk, right="inzage", at=now)
    rights.enter(
        second.reference,
        "wissen",
        via="inloop",
        identity="legitimatie",
        received_on=days_ago(26),
        by=officer,
        at=now,
    )
    waiting = rights.enter("", "inzage", via="email", received_on=days_ago(45), by=officer, at=now)
    rights.enter("", "bezwaar", via="email", received_on=days_ago(2), by=officer, at=now)
    rights.decide(waiting.pk, decision="niet-herkend", by=officer, at=now)
    mine.ask_right(third.pk, right="verbeteren", text="Mijn achternaam is met een d aan het eind.", at=now)
    mine.ask_right(fourth.pk, right="bezwaar", at=now)
    refused = fourth.verzoeken.get(kind="bezwaar")
    rights.decide(
        refused.pk,
        decision="afgewezen",
        reason="publieke-taak",
        explanation="Wij helpen u nog met uw vraag. U kunt de vraag altijd intrekken.",
        by=officer,
        at=now,
    )


def _officer(regio: Arbeidsmarktregio, now: datetime) -> Acting | None:
    found = Lidmaatschap.objects.filter(partij__regio=regio, role="fg").select_related("user").first()
    if found is None:
        return None
    return regio_queries.acting_of(found.user, found.partij_id, on=now.astimezone(AMSTERDAM).date())
