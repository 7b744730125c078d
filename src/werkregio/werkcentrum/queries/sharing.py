# SPDX-License-Identifier: EUPL-1.2
"""What a partner may read of a case: exactly the shared fields, and only while the grant holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from werkregio.foundation.secrets import UnreadableError
from werkregio.regio.permissions import Acting

from ..models import Doorverwijzing, Inzage, Ondersteuningsbehoefte, Zaak
from ..permissions.inbox import may_read_referral
from ..rules import sharing as rules
from ..rules.sharing import SharedField
from ..terms import Belemmering, Gegeven, Stap
from .needs import need_label

# The languages in which a question can be asked, for guides and partners.
LANGUAGE_NAMES = {
    "nl": _("Dutch"),
    "en": _("English"),
    "pl": _("Polish"),
    "ro": _("Romanian"),
    "bg": _("Bulgarian"),
    "uk": _("Ukrainian"),
    "ru": _("Russian"),
    "de": _("German"),
    "ar": _("Arabic"),
    "tr": _("Turkish"),
    "fr": _("French"),
    "es": _("Spanish"),
    "hu": _("Hungarian"),
    "it": _("Italian"),
    "pt": _("Portuguese"),
}


def visible_fields(acting: Acting, doorverwijzing: Doorverwijzing, at: datetime) -> tuple[SharedField, ...]:
    """The fields that this organisation may read now; empty before sending and from the end on."""
    if not may_read_referral(acting, doorverwijzing):
        return ()
    grant = grant_of(doorverwijzing)
    # The values are decrypted only when there is something to show.
    if grant is None or not rules.holds(grant, partij_id=acting.partij.pk, at=at):
        return ()
    return rules.chosen(values_of(doorverwijzing), grant.fields)


def may_read_now(acting: Acting, doorverwijzing: Doorverwijzing, at: datetime) -> bool:
    """Whether the grant of this organisation holds: also for the questions and answers that go with it."""
    grant = grant_of(doorverwijzing)
    return (
        may_read_referral(acting, doorverwijzing)
        and grant is not None
        and rules.holds(grant, partij_id=acting.partij.pk, at=at)
    )


def grant_of(doorverwijzing: Doorverwijzing) -> rules.Grant | None:
    """The grant with all that can end it; None before sending.

    Takes `state` of `with_state` when the row carries it.
    """
    inzage = (
        Inzage.objects.select_related("toestemming__intrekking").filter(doorverwijzing=doorverwijzing).first()
    )
    return grant_from(doorverwijzing, inzage) if inzage else None


def grant_from(doorverwijzing: Doorverwijzing, inzage: Inzage) -> rules.Grant:
    """The grant from rows that were read before."""
    state = getattr(doorverwijzing, "state", None)
    if state is None:
        step = doorverwijzing.stappen.order_by("-sequence").first()
        state = step.kind if step else Stap.CONCEPT
    return rules.Grant(
        partij_id=inzage.partij_id,
        fields=tuple(inzage.fields),
        valid_from=inzage.valid_from,
        valid_until=inzage.valid_until,
        ended_at=inzage.ended_at,
        withdrawn=hasattr(inzage.toestemming, "intrekking"),
        state=Stap(state),
    )


def values_of(doorverwijzing: Doorverwijzing) -> dict[Gegeven, str]:
    """Every field that could be shared with its value now; without a value it is left out.

    A case whose key was deleted has no personal values any more.
    """
    values = case_values(doorverwijzing.zaak, doorverwijzing.behoefte_key, doorverwijzing.need)
    try:
        note = doorverwijzing.zaak.unseal(doorverwijzing.sealed_note)
    except (UnreadableError, ObjectDoesNotExist):
        note = ""
    return values | ({Gegeven.TOELICHTING: str(note)} if note else {})


def case_values(zaak: Zaak, behoefte_key: int, need: str) -> dict[Gegeven, str]:
    """The same for a hand-over that is still being prepared: all but the note."""
    language = get_language() or "nl"
    behoefte = Ondersteuningsbehoefte.objects.filter(pk=behoefte_key, zaak_id=zaak.pk).first()
    personal = unsealed(zaak, zaak.gegevens.sealed if hasattr(zaak, "gegevens") else "")
    about = unsealed(zaak, behoefte.sealed if behoefte else "")
    values = {
        Gegeven.VOORNAAM: personal.get("voornaam"),
        Gegeven.NAAM: personal.get("naam"),
        Gegeven.TELEFOON: personal.get("telefoon"),
        Gegeven.EMAIL: personal.get("email"),
        Gegeven.GEMEENTE: zaak.gemeente.naam if zaak.gemeente else None,
        Gegeven.TAAL: LANGUAGE_NAMES.get(zaak.language, zaak.language),
        Gegeven.BEHOEFTE: need_label(need, language),
        Gegeven.DOEL: about.get("doel"),
        Gegeven.BELEMMERINGEN: ", ".join(
            str(Belemmering(code).label)
            for code in (behoefte.obstacles if behoefte else [])
            if code in Belemmering.values
        ),
        Gegeven.WAT_WERKT: about.get("wat_werkt"),
    }
    return {code: str(value) for code, value in values.items() if value}


def unsealed(zaak: Zaak, token: str) -> Mapping[str, Any]:
    """A sealed mapping of a case; empty when there is none or when its key is gone."""
    try:
        found = zaak.unseal(token)
    except (UnreadableError, ObjectDoesNotExist):
        return {}
    return found if isinstance(found, dict) else {}
