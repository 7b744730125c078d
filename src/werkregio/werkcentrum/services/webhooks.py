# SPDX-License-Identifier: EUPL-1.2
"""Events for the systems of partners: kept with each step of a referral, signed when sent, retried, seen."""

import secrets as random
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkregio.connectors import cloudevents
from werkregio.connectors.webhooks import refusal
from werkregio.foundation import audit, outbox, secrets
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.foundation.senders import WEBHOOK, Parcel
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import site_of

from ..models import DoorverwijzingStap, Webhook
from ..terms import Stap

STEP, TEST = "webhook.stap", "webhook.proef"
TYPE = "nl.werkregio.doorverwijzing."
MOST = 5


def put_for(step: DoorverwijzingStap) -> None:
    """Keep an event for every system of the partner. Before it was sent the partner knows nothing of it."""
    referral = step.doorverwijzing
    hooks = Webhook.objects.filter(partij_id=referral.partij_id, stopped_at__isnull=True).filter(
        Exists(DoorverwijzingStap.objects.filter(doorverwijzing=referral, kind=Stap.VERZONDEN))
    )
    for pk in hooks.values_list("pk", flat=True):
        outbox.put(
            STEP,
            f"webhook:{pk}",
            key=f"{STEP}:{pk}:{referral.pk}:{step.sequence}",
            region=referral.zaak.regio.code,
            at=step.at,
            about={"doorverwijzing": referral.pk, "volgnummer": step.sequence},
        )


@transaction.atomic
def add(url: str, *, by: Acting, at: datetime) -> tuple[Webhook, str]:
    """A new address, with the secret that is shown once."""
    if not by.has("webhook.change"):
        raise PermissionDenied
    code = refusal(url)
    if code == "not-https":
        raise RuleError(_("Use an address that starts with https://."), field="url")
    if code:
        raise RuleError(
            _("This address cannot be used. Use one like https://system.example/hook."), field="url"
        )
    if Webhook.objects.filter(partij=by.partij, stopped_at__isnull=True).count() >= MOST:
        raise RuleError(
            _("Your organisation has %(most)d addresses already. Stop one first.") % {"most": MOST},
            field="url",
        )
    secret = f"whsec_{random.token_urlsafe(32)}"
    try:
        with transaction.atomic():
            hook = Webhook.objects.create(
                regio_id=by.regio_id,
                partij=by.partij,
                url=url,
                sealed_secret=secrets.seal(secret),
                made_at=at,
                made_by=by.user,
            )
    except IntegrityError as error:
        raise RuleError(_("This address is on the list already."), field="url") from error
    _record("webhook.made", hook, by=by, at=at)
    return hook, secret


@transaction.atomic
def stop(pk: int, *, by: Acting, at: datetime) -> Webhook:
    """No more events go there; those that wait are taken back."""
    hook = _own(pk, by)
    hook.stopped_at = at
    hook.save(update_fields=["stopped_at"])
    outbox.cancel(thing=f"webhook:{hook.pk}", at=at)
    _record("webhook.stopped", hook, by=by, at=at)
    return hook


@transaction.atomic
def test(pk: int, *, by: Acting, at: datetime) -> OutboxItem:
    """Send an event that says nothing, so that a maker can see whether it arrives."""
    hook = _own(pk, by)
    _record("webhook.tested", hook, by=by, at=at)
    return outbox.put(
        TEST, f"webhook:{hook.pk}", key=f"{TEST}:{hook.pk}:{at.timestamp()}", region=by.regio.code, at=at
    )


@transaction.atomic
def send_again(item_id: int, *, by: Acting, at: datetime) -> bool:
    """Another try of an event that failed; only those of the own organisation."""
    item = OutboxItem.objects.filter(pk=item_id, kind__in=[STEP, TEST]).first()
    if item is None:
        raise PermissionDenied
    hook = _own(int(item.thing.partition(":")[2]), by)
    found = outbox.retry(item_id, region=by.regio.code, by=audit.reference(by.user), at=at)
    if found:
        _record("webhook.again", hook, by=by, at=at)
    return found is not None


def _own(pk: int, by: Acting) -> Webhook:
    hook = (
        Webhook.objects.select_for_update(of=("self",))
        .filter(pk=pk, partij=by.partij, regio_id=by.regio_id, stopped_at__isnull=True)
        .first()
    )
    if hook is None or not by.has("webhook.change"):
        raise PermissionDenied
    return hook


def _record(action: str, hook: Webhook, *, by: Acting, at: datetime) -> None:
    audit.record(action, hook, region=by.regio.code, by=by.user, organisation=by.partij, at=at)


def _compose(item: OutboxItem, at: datetime) -> Parcel | Skip:
    hook = (
        Webhook.objects.select_related("regio")
        .filter(pk=int(item.thing.partition(":")[2]), stopped_at__isnull=True)
        .first()
    )
    if hook is None:
        return Skip("stopped")
    source = cloudevents.source_of(settings.WERKREGIO_OIN, site_of(hook.regio))
    if item.kind == TEST:
        content = cloudevents.event(
            id=cloudevents.event_id("proef", item.pk),
            source=source,
            type="nl.werkregio.proef",
            time=item.created_at,
            subject="proef",
            data={},
        )
    else:
        about = item.about
        step = DoorverwijzingStap.objects.filter(
            doorverwijzing_id=about["doorverwijzing"], sequence=about["volgnummer"]
        ).first()
        if step is None:
            return Skip("erased")
        content = cloudevents.event(
            id=cloudevents.event_id(source, "doorverwijzing", step.doorverwijzing_id, step.sequence),
            source=source,
            type=TYPE + step.kind,
            time=step.at,
            subject=str(step.doorverwijzing_id),
            data={"doorverwijzing": step.doorverwijzing_id, "volgnummer": step.sequence, "stap": step.kind},
        )
    body = cloudevents.as_body(content)
    headers = cloudevents.signature_headers(
        body, id=content["id"], at=at, secret=secrets.unseal(hook.sealed_secret)
    )
    return Parcel(WEBHOOK, hook.url, "", body, key=content["id"], headers=headers)


KINDS = (
    outbox.Kind(STEP, gettext_noop("Step of a referral, to the system of a partner"), _compose),
    outbox.Kind(TEST, gettext_noop("Test event, to the system of a partner"), _compose),
)
