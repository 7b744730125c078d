# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the steps between benefit and kinds of work."""

from django.urls import path

from ..views import switching

urlpatterns = [
    path("stap-vooruit-stap-terug/", switching.switching, name="switching"),
    path("werk/zaak/<str:reference>/overstap/", switching.zaak_switch, name="zaak_switch"),
]

PAGES = {
    "switching": ("open", None),
    "zaak_switch": ("right:zaak.read", "zaak_reference"),
}
