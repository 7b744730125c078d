# SPDX-License-Identifier: EUPL-1.2
"""Addresses of counters of other organisations."""

from django.urls import path

from ..views import entered

urlpatterns = [
    path("ingevoerd/nieuw/", entered.enter, name="enter_question"),
    path("ingevoerd/", entered.entered, name="entered"),
    path("ingevoerd/lijst.csv", entered.entered_csv, name="entered_csv"),
    path("ingevoerd/<str:reference>/", entered.entered_one, name="entered_one"),
]

PAGES = {
    "enter_question": ("right:loket.enter", None),
    "entered": ("right:loket.entered", None),
    "entered_csv": ("right:loket.entered", None),
    "entered_one": ("right:loket.entered", "entered_reference"),
}
