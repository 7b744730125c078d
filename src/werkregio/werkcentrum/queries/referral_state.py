# SPDX-License-Identifier: EUPL-1.2
"""Referrals with the state that their last step gave them."""

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import OuterRef, QuerySet, Subquery

from ..models import Doorverwijzing, DoorverwijzingStap

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class LastStep(TypedDict):
        """What `with_state` adds to a referral."""

        state: str
        state_at: datetime
        last_sequence: int

    WithState = WithAnnotations[Doorverwijzing, LastStep]


def with_state(referrals: QuerySet[Doorverwijzing]) -> "QuerySet[WithState]":
    """Each referral with `state`, `state_at` and `last_sequence`: those of its last step."""
    last = DoorverwijzingStap.objects.filter(doorverwijzing=OuterRef("pk")).order_by("-sequence")
    return referrals.annotate(
        state=Subquery(last.values("kind")[:1]),
        state_at=Subquery(last.values("at")[:1]),
        last_sequence=Subquery(last.values("sequence")[:1]),
    )
