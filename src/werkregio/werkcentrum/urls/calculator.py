# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the combination calculator: for employers, and for a guide beside a case."""

from django.urls import path

from ..views import calculator

urlpatterns = [
    path("werkgever/rekenhulp/", calculator.calculator, name="calculator"),
    path("werk/zaak/<str:reference>/rekenhulp/", calculator.calculator_in_case, name="zaak_calculator"),
]

PAGES = {
    "calculator": ("open", None),
    "zaak_calculator": ("right:zaak.read", "zaak_reference"),
}
