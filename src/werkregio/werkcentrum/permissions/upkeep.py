# SPDX-License-Identifier: EUPL-1.2
"""Who keeps the directory right: a partner its own offers, a reviewer all entries of the region."""

from collections.abc import Collection

from werkregio.regio.permissions import Acting

from ..models import Aanbod, Instrument, Verbeterverzoek
from ..rules.upkeep import owner
from .directory import may_edit_instrument


def may_see_own_offers(acting: Acting) -> bool:
    return acting.has("aanbod.read")


def may_confirm_offer(acting: Acting, offer: Aanbod) -> bool:
    """Only what the own organisation offers, in its own region."""
    return (
        acting.has("aanbod.confirm")
        and offer.partij_id == acting.partij.pk
        and offer.regio_id == acting.regio_id
    )


def may_change_figures(acting: Acting, offer: Aanbod) -> bool:
    """Figures of an offer: its own partner, and an editor of the region."""
    return may_confirm_offer(acting, offer) or may_edit_instrument(acting, offer.instrument)


def may_keep_page_figures(acting: Acting, offer: Aanbod, offering: Collection[int]) -> bool:
    """Figures of the page itself: the one organisation that keeps it. `offering`: who offers it now."""
    return may_confirm_offer(acting, offer) and owner(offer.instrument.owner_id, offering) == acting.partij.pk


def may_answer_request(acting: Acting, request: Verbeterverzoek) -> bool:
    """The organisation that was asked to mend an entry says what it did."""
    return acting.has("aanbod.confirm") and request.partij_id == acting.partij.pk


def may_review(acting: Acting | None) -> bool:
    return acting is not None and acting.has("kwaliteit.review")


def may_review_entry(acting: Acting, instrument: Instrument) -> bool:
    return may_review(acting) and instrument.regio_id == acting.regio_id
