# SPDX-License-Identifier: EUPL-1.2
"""Figures of an offer, and of the page that its partner keeps: confirmed, changed, added, with what stood before."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.permissions import Acting

from ..models import Aanbod, Feit, Feitwijziging, Instrument, Wijziging
from ..permissions.upkeep import may_change_figures, may_keep_page_figures
from ..queries.directory_content import PARTS, content_of
from ..queries.figures import offering
from ..rules import facts
from ..rules.slugs import slug_of
from .directory import new_version, write_content, write_successors

# What is asked of a figure, and what its history keeps.
FIELDS = ("value", "unit", "valid_from", "valid_to", "source", "read_on")


@transaction.atomic
def confirm_figure(offer_id: int, fact_id: int, *, by: Acting, at: datetime) -> Feitwijziging:
    """ "This figure still holds." A figure that ran out cannot hold: then the new one is asked."""
    offer = _locked(offer_id, by)
    fact = _figure(offer, fact_id, by)
    today = at.astimezone(AMSTERDAM).date()
    if fact.valid_to and facts.has_expired(fact.valid_to, today):
        raise RuleError(
            _("This figure held until %(day)s. Change it: fill in what holds now.")
            % {"day": date_format(fact.valid_to, "j E Y")}
        )
    values = {name: getattr(fact, name) for name in FIELDS} | {"read_on": today}
    return _store(offer, fact, values, changed=False, by=by, at=at)


@transaction.atomic
def change_figure(
    offer_id: int, fact_id: int, values: Mapping[str, Any], *, was: str, by: Acting, at: datetime
) -> Feitwijziging:
    """`was`: the value that stood on the page of who changes it. ConflictError when it is another one now."""
    offer = _locked(offer_id, by)
    fact = _figure(offer, fact_id, by)
    if was != fact.value:
        raise ConflictError(
            _("Somebody changed this figure meanwhile. Now it is %(value)s. Look at it again.")
            % {"value": f"{fact.value} {fact.unit}"}
        )
    wanted = _checked(values, at.astimezone(AMSTERDAM).date())
    if all(wanted[name] == getattr(fact, name) for name in FIELDS):
        raise RuleError(_("You did not change anything."))
    return _store(offer, fact, wanted, changed=True, by=by, at=at)


@transaction.atomic
def add_figure(
    offer_id: int, values: Mapping[str, Any], *, label_nl: str, label_en: str, by: Acting, at: datetime
) -> Feitwijziging:
    """A further figure of the offer itself, such as its price or its waiting time."""
    offer = _locked(offer_id, by)
    if not label_nl.strip():
        raise RuleError(_("Fill this in."), field="label_nl")
    if offer.feiten.filter(label_nl__iexact=label_nl.strip()).exists():
        raise RuleError(_("This figure is there already. Change that one."), field="label_nl")
    wanted = _checked(values, at.astimezone(AMSTERDAM).date())
    fact = Feit(
        aanbod=offer,
        key=slug_of(label_nl)[:60] or "feit",
        label_nl=label_nl.strip(),
        label_en=label_en.strip(),
    )
    return _store(offer, fact, wanted, changed=True, by=by, at=at)


def _locked(offer_id: int, by: Acting) -> Aanbod:
    offer = (
        Aanbod.objects.select_for_update(of=("self",))
        .select_related("instrument")
        .filter(pk=offer_id, regio_id=by.regio_id, active=True)
        .first()
    )
    # Another organisation, another region and no such offer look the same.
    if offer is None or not may_change_figures(by, offer):
        raise PermissionDenied
    return offer


def _figure(offer: Aanbod, fact_id: int, by: Acting) -> Feit:
    fact = offer.feiten.filter(pk=fact_id).first()
    if fact is not None:
        return fact
    # Locked before the figure is read: an editor writes all figures of a page anew.
    entry = Instrument.objects.select_for_update().get(pk=offer.instrument_id)
    fact = entry.feiten.filter(pk=fact_id).first()
    if fact is None or not may_keep_page_figures(by, offer, offering(entry.pk)):
        raise PermissionDenied
    return fact


def _checked(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    wanted = {name: values[name] for name in FIELDS}
    for name in ("value", "source"):
        wanted[name] = wanted[name].strip()
    try:
        facts.parse_value(wanted["value"], wanted["unit"])
    except facts.FactError as error:
        raise RuleError(
            _("This figure cannot be read: %(detail)s.") % {"detail": error}, field="value"
        ) from error
    first, last = wanted["valid_from"], wanted["valid_to"]
    if first and last and last < first:
        raise RuleError(_("The last day lies before the first."), field="valid_to")
    if facts.has_expired(last, today):
        raise RuleError(_("This day is past. Fill in the figure that holds now."), field="valid_to")
    if not wanted["source"]:
        raise RuleError(_("Say where this stands: a page, or your own price list."), field="source")
    if wanted["read_on"] is None:
        raise RuleError(_("Fill in the day on which you read it there."), field="read_on")
    if wanted["read_on"] > today:
        raise RuleError(_("This day has yet to come."), field="read_on")
    return wanted


def _store(
    offer: Aanbod, fact: Feit, values: dict[str, Any], *, changed: bool, by: Acting, at: datetime
) -> Feitwijziging:
    before = _plain({name: getattr(fact, name) for name in FIELDS}) if fact.pk else {}
    place = _place(fact) if fact.instrument_id else 0
    for name, value in values.items():
        setattr(fact, name, value)
    fact.as_of = values["read_on"].isoformat()
    if fact.instrument_id is None:
        # Of its own offer the partner is the source; a page is read by a reviewer too.
        fact.verified = True
        fact.save()
    else:
        fact.verified = fact.verified and not changed
        _store_in_page(offer, fact, place, changed=changed, by=by, at=at)
    row = Feitwijziging.objects.create(
        aanbod=offer,
        of_instrument=fact.instrument_id is not None,
        key=fact.key,
        label_nl=fact.label_nl,
        label_en=fact.label_en,
        at=at,
        by=by.user,
        partij=by.partij,
        before=before,
        after=_plain(values),
    )
    audit.record(
        "feit.changed" if changed else "feit.confirmed",
        offer,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={
            "instrument": offer.instrument.code,
            "key": fact.key,
            "fields": [name for name in FIELDS if before.get(name, "") != row.after[name]],
        },
    )
    return row


def _place(fact: Feit) -> int:
    keys = list(Feit.objects.filter(instrument=fact.instrument).values_list("pk", flat=True))
    return keys.index(fact.pk)


def _store_in_page(offer: Aanbod, fact: Feit, place: int, *, changed: bool, by: Acting, at: datetime) -> None:
    """A figure of the page is a version of the page, as when an editor changes it."""
    entry = Instrument.objects.prefetch_related(*PARTS).get(pk=offer.instrument_id)
    before = content_of(entry)
    if not Wijziging.objects.filter(instrument=entry, version=entry.version).exists():
        new_version(entry, before, by=None, at=at, reason=_("As it stood")).save()
    rows = list(before["facts"])
    rows[place] = {
        **rows[place],
        **_plain({name: getattr(fact, name) for name in FIELDS}),
        "as_of": fact.as_of,
        "verified": fact.verified,
    }
    content = {**before, "facts": rows}
    if content == before:
        return
    entry.version += 1
    write_content(entry, content, at=at)
    write_successors(entry, content["successors"])
    reason = _("Changed by the organisation that keeps it") if changed else _("Confirmed by its keeper")
    new_version(entry, content, by=by, at=at, reason=reason).save()


def _plain(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value.isoformat() if isinstance(value, date) else (value or "")
        for name, value in values.items()
    }
