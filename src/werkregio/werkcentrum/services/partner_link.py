# SPDX-License-Identifier: EUPL-1.2
"""A partner without account: a link in a message, a code to a known address, and then the same acts (A8).

The link alone shows a first name and the need, and only what the person agreed to share. A GET changes
nothing and uses nothing up; every opening is a line in the log that the person can see.
"""

import hmac
import secrets as random
import unicodedata
from datetime import datetime, timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from werkregio.foundation import audit, outbox, secrets
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.foundation.senders import EMAIL, SMS, Parcel
from werkregio.regio.permissions import Acting

from ..models import Doorverwijzing, Partnercode, Partnerlink
from ..permissions.inbox import LINK, by_link
from ..rules.referral_states import TERMINAL, WAITS_FOR
from ..terms import Stap, Wie
from .referral_steps import ACTIVITY, state_of

LINK_TERM = timedelta(days=14)
CODE_TERM = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES_AN_HOUR = 5
# So long the page stays open after the right code.
OPEN_TERM = timedelta(minutes=30)
CODE, GO_ON = "doorverwijzing.code", "doorverwijzing.vervolg"
OPENED = "doorverwijzing.link_geopend"
_PURPOSE, _SALT = "partner-link", "werkregio.partner-link"


def address_of(doorverwijzing: Doorverwijzing) -> tuple[str, str] | None:
    """Channel and address that the directory holds; None when there is none."""
    offer, partij = doorverwijzing.aanbod, doorverwijzing.partij
    email = (offer.contact_email if offer else "") or partij.email
    phone = (offer.contact_phone if offer else "") or partij.phone
    if email:
        return EMAIL, email
    return (SMS, phone) if phone else None


def masked(address: str) -> str:
    """Enough of an address to know where to look, not enough to use it."""
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    return f"…{address[-3:]}"


def new_link(doorverwijzing: Doorverwijzing, *, at: datetime) -> str:
    """A fresh token for one message. Called while the message is composed."""
    token = secrets.new_token()
    Partnerlink.objects.create(
        doorverwijzing=doorverwijzing,
        token_hash=secrets.keyed_hash(token, purpose=_PURPOSE),
        made_at=at,
        expires_at=at + LINK_TERM,
    )
    return token


def link_of(token: str, *, at: datetime) -> Partnerlink | None:
    """The link that still works; None for every other, as if it had never been."""
    link = (
        Partnerlink.objects.select_related(
            "doorverwijzing__zaak__regio", "doorverwijzing__partij__regio", "doorverwijzing__aanbod"
        )
        .filter(token_hash=secrets.keyed_hash(token, purpose=_PURPOSE), ended_at__isnull=True)
        .filter(expires_at__gt=at)
        .first()
    )
    if link is None or link.doorverwijzing.zaak.withdrawn_at is not None:
        return None
    return None if state_of(link.doorverwijzing) in TERMINAL else link


def acting_by(link: Partnerlink) -> Acting:
    """Whoever holds link and code, acting for the organisation that the referral went to."""
    return by_link(link.doorverwijzing.partij)


@transaction.atomic
def note_opening(link: Partnerlink, *, at: datetime) -> None:
    """The line of one opening."""
    zaak = link.doorverwijzing.zaak
    audit.record(
        OPENED,
        link.doorverwijzing,
        region=zaak.regio.code,
        by=LINK,
        organisation=link.doorverwijzing.partij,
        at=at,
        subject=zaak.subject,
        activity=ACTIVITY,
    )


@transaction.atomic
def ask_code(token: str, *, at: datetime) -> str:
    """Send six digits to the known address; gives back where they went, masked."""
    link = _locked(token, at)
    address = address_of(link.doorverwijzing)
    if address is None:
        raise RuleError(_("The directory holds no address for this help. Call the guide."))
    asked = Partnercode.objects.filter(link__doorverwijzing=link.doorverwijzing)
    if asked.filter(asked_at__gt=at - timedelta(hours=1)).count() >= MOST_CODES_AN_HOUR:
        raise RuleError(_("You asked for a code five times in an hour. Try again later, or call the guide."))
    # Only the newest code works.
    asked.filter(used_at__isnull=True).update(expires_at=at)
    code = Partnercode.objects.create(link=link, asked_at=at)
    zaak = link.doorverwijzing.zaak
    outbox.put(
        CODE,
        f"partnercode:{code.pk}",
        key=f"{CODE}:{code.pk}",
        region=zaak.regio.code,
        subject=zaak.subject,
        at=at,
    )
    return masked(address[1])


def _compose_code(item: OutboxItem, at: datetime) -> Parcel | Skip:
    code = (
        Partnercode.objects.select_related(
            "link__doorverwijzing__zaak__regio",
            "link__doorverwijzing__aanbod",
            "link__doorverwijzing__partij",
        )
        .filter(pk=int(item.thing.partition(":")[2]))
        .first()
    )
    if code is None or at >= code.asked_at + CODE_TERM:
        return Skip("too-late")
    address = address_of(code.link.doorverwijzing)
    if address is None:
        return Skip("no-address")
    digits = f"{random.randbelow(1_000_000):06d}"
    code.code_hash = secrets.keyed_hash(f"{code.pk}:{digits}", purpose=_PURPOSE)
    code.expires_at = at + CODE_TERM
    code.save(update_fields=["code_hash", "expires_at"])
    with translation.override("nl"):
        text = _("Your code is %(code)s. It works for 10 minutes. Did you not ask for it? Do nothing.") % {
            "code": digits
        }
        return Parcel(address[0], address[1], _("Code for a referral"), text)


def open_with(token: str, typed: str, *, at: datetime) -> str:
    """The right code gives a signed pass for this link; five wrong ones end the code."""
    with transaction.atomic():
        link, left = _try(token, typed, at)
    # Refused outside the transaction: the count of a wrong try stays.
    if left is not None:
        raise RuleError(
            ngettext(
                "This code is wrong. You can try %(number)d more time.",
                "This code is wrong. You can try %(number)d more times.",
                left,
            )
            % {"number": left},
            field="code",
        )
    return signing.dumps([link.pk, int((at + OPEN_TERM).timestamp())], salt=_SALT)


def _try(token: str, typed: str, at: datetime) -> tuple[Partnerlink, int | None]:
    """The link, and how many tries are left after a wrong code; None after the right one."""
    link = _locked(token, at)
    code = Partnercode.objects.select_for_update().filter(link=link).order_by("-asked_at", "-pk").first()
    if code is None or not code.expires_at or at >= code.expires_at or code.tries >= MOST_TRIES:
        raise RuleError(_("This code does not work any more. Ask for a new one."), field="code")
    # Each script has digits of its own: ١ is a 1.
    digits = "".join(str(unicodedata.digit(sign)) for sign in typed if sign.isdecimal())
    right = secrets.keyed_hash(f"{code.pk}:{digits}", purpose=_PURPOSE)
    if not hmac.compare_digest(right, code.code_hash):
        code.tries += 1
        code.save(update_fields=["tries"])
        return link, MOST_TRIES - code.tries
    code.used_at, code.expires_at = at, at
    code.save(update_fields=["used_at", "expires_at"])
    return link, None


def is_open(link: Partnerlink, signed_pass: str, *, at: datetime) -> bool:
    """Whether the pass was given for this link, not longer than half an hour ago."""
    try:
        key, until = signing.loads(signed_pass, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return False
    return bool(key == link.pk and at.timestamp() < until)


@transaction.atomic
def after_answer(link: Partnerlink, *, at: datetime) -> None:
    """The link has done its work. Where the partner has more to tell, a new one goes out."""
    doorverwijzing = link.doorverwijzing
    Partnerlink.objects.filter(doorverwijzing=doorverwijzing, ended_at__isnull=True).update(ended_at=at)
    last = doorverwijzing.stappen.order_by("-sequence").first()
    if last is not None and WAITS_FOR.get(Stap(last.kind)) == Wie.PARTNER:
        outbox.put(
            GO_ON,
            f"doorverwijzing:{doorverwijzing.pk}",
            key=f"{GO_ON}:{doorverwijzing.pk}:{last.sequence}:",
            region=doorverwijzing.zaak.regio.code,
            subject=doorverwijzing.zaak.subject,
            at=at,
            about={"sequence": last.sequence, "level": ""},
        )


def _locked(token: str, at: datetime) -> Partnerlink:
    link = link_of(token, at=at)
    if link is None:
        raise PermissionDenied
    Partnerlink.objects.select_for_update().get(pk=link.pk)
    return link


def tidy(at: datetime) -> int:
    """Links and codes that no longer work are forgotten a month later. Returns how many."""
    old = Partnerlink.objects.filter(expires_at__lt=at - timedelta(days=30))
    return old.delete()[0]


CODE_KIND = outbox.Kind(CODE, gettext_noop("Code for a partner without account"), _compose_code)
