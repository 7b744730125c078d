# SPDX-License-Identifier: EUPL-1.2
"""What a partner has received: the list without personal data, and one referral."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import get_language

from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import Doorverwijzing, DoorverwijzingStap, InstrumentTekst
from ..permissions.inbox import may_list_inbox, may_read_referral
from ..rules.referral_states import AT_WORK, NOT_ANSWERED, SHAPES, TERMINAL
from ..rules.sharing import holds
from ..terms import Gegeven, Stap
from .needs import need_label
from .referral_rows import days_late, expected_on, help_name, step_rows
from .referral_state import with_state
from .sharing import grant_from, unsealed

if TYPE_CHECKING:
    from .referral_state import WithState

# The parts of the list: to answer, at work, ended.
PARTS: dict[str, frozenset[Stap]] = {"nieuw": NOT_ANSWERED, "lopend": AT_WORK, "klaar": TERMINAL}
SORTS = {"wachttijd": "state_at", "nieuwste": "-sent_at", "kenmerk": "zaak__reference"}


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the list. A first name only where it was shared and the grant holds."""

    pk: int
    reference: str
    first_name: str
    need: str
    help: str
    state: Stap
    shape: str
    since: datetime
    due: date | None
    late_days: int

    @property
    def label(self) -> str:
        return str(self.state.label)


def shape_for_partner(state: Stap) -> str:
    """The shape beside the word: what cries for the guide's attention is a wait for the partner."""
    return "waits" if state == Stap.VRAAG else SHAPES[state]


def was_sent_to(partij: Partij, doorverwijzing: Doorverwijzing) -> bool:
    """Whether this organisation ever received it; before that it does not exist for the partner."""
    return (
        doorverwijzing.partij_id == partij.pk and doorverwijzing.stappen.filter(kind=Stap.VERZONDEN).exists()
    )


def received_by(acting: Acting) -> "QuerySet[WithState]":
    """Everything that was ever sent to the organisation acted for, in its region."""
    if not may_list_inbox(acting):
        return with_state(Doorverwijzing.objects.none())
    sent = DoorverwijzingStap.objects.filter(kind=Stap.VERZONDEN).values("doorverwijzing_id")
    return with_state(
        Doorverwijzing.objects.filter(
            partij_id=acting.partij.pk,
            zaak__regio_id=acting.regio_id,
            zaak__erased_at__isnull=True,
            pk__in=sent,
        )
    )


def inbox(
    acting: Acting, *, part: str = "", state: str = "", search: str = "", sort: str = ""
) -> "QuerySet[WithState]":
    """The list, filtered and sorted; what waits longest stands first. Unknown choices are left out."""
    rows = received_by(acting)
    if part in PARTS:
        rows = rows.filter(state__in=[kind.value for kind in PARTS[part]])
    if state in Stap.values:
        rows = rows.filter(state=state)
    if search.strip():
        rows = rows.filter(Q(zaak__reference__icontains=search.strip()))
    rows = rows.annotate(sent_at=F("inzage__valid_from"))
    return (
        rows.select_related("zaak__sleutel", "zaak__gegevens", "inzage__toestemming__intrekking", "aanbod")
        .prefetch_related(Prefetch("aanbod__instrument__teksten", InstrumentTekst.objects.order_by("pk")))
        .order_by(SORTS.get(sort, "state_at"), "pk")
    )


def inbox_counts(acting: Acting) -> dict[str, int]:
    """How many stand in each part."""
    states = list(received_by(acting).order_by().values_list("state", flat=True))
    return {part: sum(state in kinds for state in states) for part, kinds in PARTS.items()}


def inbox_row(
    referral: "WithState", acting: Acting, *, at: datetime, closed: Collection[date] = ()
) -> InboxRow:
    """A line from a row of `inbox`; asks the database nothing more."""
    state = Stap(referral.state)
    since = referral.state_at
    # The partner is not late while the guide owes an answer.
    expected = None if state == Stap.VRAAG else expected_on(referral, state, since, closed)
    grant = grant_from(referral, referral.inzage)
    first_name = ""
    if holds(grant, partij_id=acting.partij.pk, at=at) and Gegeven.VOORNAAM in grant.fields:
        sealed = referral.zaak.gegevens.sealed if hasattr(referral.zaak, "gegevens") else ""
        first_name = str(unsealed(referral.zaak, sealed).get("voornaam") or "")
    return InboxRow(
        pk=referral.pk,
        reference=referral.zaak.reference,
        first_name=first_name,
        need=need_label(referral.need, get_language() or "nl"),
        help=help_name(referral),
        state=state,
        shape=shape_for_partner(state),
        since=since,
        due=expected,
        late_days=days_late(expected, at),
    )


def referral_for_partner(acting: Acting, pk: int) -> "WithState | None":
    """A referral that was sent to this organisation; None for every other, as if it did not exist."""
    referral = (
        received_by(acting)
        .filter(pk=pk)
        .select_related(
            "zaak__regio", "zaak__sleutel", "zaak__gegevens", "zaak__gemeente", "partij", "aanbod"
        )
        .prefetch_related(
            Prefetch("stappen", DoorverwijzingStap.objects.select_related("next_door").order_by("sequence")),
            Prefetch("aanbod__instrument__teksten", InstrumentTekst.objects.order_by("pk")),
        )
        .first()
    )
    if referral is None or not may_read_referral(acting, referral):
        return None
    return referral


def partner_steps(referral: Doorverwijzing) -> list[dict[str, object]]:
    """The timeline that the partner sees: what happened from sending on, the newest first."""
    steps = list(referral.stappen.all())
    first = next(number for number, step in enumerate(steps) if step.kind == Stap.VERZONDEN)
    return [
        {"when": row.at, "title": row.label, "text": row.reason, "kind": ""}
        for row in reversed(step_rows(steps[first:]))
    ]


def other_doors(acting: Acting) -> list[tuple[int, str]]:
    """Organisations of the region that a partner can name as the next door."""
    return list(
        Partij.objects.filter(regio_id=acting.regio_id, active=True)
        .exclude(pk=acting.partij.pk)
        .order_by("naam")
        .values_list("pk", "naam")
    )
