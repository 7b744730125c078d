# SPDX-License-Identifier: EUPL-1.2
"""Addresses of room and dead ends."""

from django.urls import path

from ..views import capacity

urlpatterns = [
    path("ons-werk/ruimte/<int:offer>/", capacity.our_room, name="our_room"),
    path("tellingen/vol/", capacity.full, name="full"),
    path("tellingen/vastlopers/", capacity.dead_ends, name="dead_ends"),
]

PAGES = {
    "our_room": ("right:aanbod.confirm", "own_offer"),
    "full": ("right:capaciteit.read", None),
    "dead_ends": ("right:telling.read", None),
}
