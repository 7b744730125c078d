# SPDX-License-Identifier: EUPL-1.2
"""Addresses of signals."""

from django.urls import path

from ..views import signalen

urlpatterns = [
    path("beraad/signalen/", signalen.index, name="signalen"),
    path("beraad/signalen/nieuw/", signalen.write, name="signaal_new"),
    path("beraad/signalen/vastlopers/", signalen.dead_ends, name="signaal_dead_ends"),
    path("beraad/signalen/<int:pk>/", signalen.page, name="signaal"),
    path("beraad/signalen/<int:pk>/wijzigen/", signalen.write, name="signaal_change"),
    path("beraad/signalen/export/", signalen.export, name="signaal_export"),
]

PAGES = {
    "signalen": ("right:beraad.read", None),
    "signaal_new": ("right:signaal.write", None),
    "signaal_dead_ends": ("right:signaal.write", None),
    "signaal": ("right:beraad.read", "signaal_pk"),
    "signaal_change": ("right:signaal.write", "signaal_pk"),
    "signaal_export": ("right:beraad.read", None),
}
