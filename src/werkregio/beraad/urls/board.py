# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the overview, the seats and the roles."""

from django.urls import path

from ..views import board, seats

urlpatterns = [
    path("beraad/", board.home, name="home"),
    path("beraad/officieel/", board.official, name="official"),
    path("beraad/rollen/", board.roles, name="roles"),
    path("beraad/zetels/", seats.zetels, name="zetels"),
    path("beraad/zetels/nieuw/", seats.zetel_new, name="zetel_new"),
    path("beraad/zetels/<int:pk>/einde/", seats.zetel_end, name="zetel_end"),
    path("beraad/zetels/<int:pk>/mandaat/", seats.mandaat_new, name="mandaat_new"),
    path("beraad/mandaat/<int:pk>/einde/", seats.mandaat_end, name="mandaat_end"),
    path("beraad/voorzitter/", seats.chair, name="chair"),
    path("beraad/vicevoorzitter/", seats.vice_chair, name="vice_chair"),
    path("beraad/geledingen/nieuw/", seats.geleding_new, name="geleding_new"),
    path("beraad/geledingen/<int:pk>/einde/", seats.geleding_end, name="geleding_end"),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "home": ("right:beraad.read", None),
    "official": ("right:gremium.write", None),
    "roles": ("right:beraad.read", None),
    "zetels": ("right:beraad.read", None),
    "zetel_new": ("right:zetel.write", None),
    "zetel_end": ("right:zetel.write", "zetel_pk"),
    "mandaat_new": ("right:zetel.write", "zetel_pk"),
    "mandaat_end": ("right:zetel.write", "mandaat_pk"),
    "chair": ("right:zetel.write", None),
    "vice_chair": ("right:zetel.write", None),
    "geleding_new": ("right:zetel.write", None),
    "geleding_end": ("right:zetel.write", "geleding_pk"),
}
