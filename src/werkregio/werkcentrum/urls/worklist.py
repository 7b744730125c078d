# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the guide's workspace."""

from django.urls import path

from ..views import worklist, zaak

urlpatterns = [
    path("werk/", worklist.worklist, name="worklist"),
    path("werk/lijst.csv", worklist.worklist_csv, name="worklist_csv"),
    path("werk/nieuw/", worklist.new_zaak, name="new_zaak"),
    path("werk/zaak/<str:reference>/", zaak.zaak, name="zaak"),
    path("werk/zaak/<str:reference>/nemen/", worklist.zaak_take, name="zaak_take"),
    path("werk/zaak/<str:reference>/reden/", zaak.reason, name="zaak_reason"),
    path("werk/zaak/<str:reference>/doen/", zaak.act, name="zaak_act"),
    path("werk/zaak/<str:reference>/code/", zaak.code, name="zaak_code"),
    path("werk/zaak/<str:reference>/advies/", zaak.advice, name="zaak_advice"),
]

PAGES = {
    "worklist": ("right:zaak.list", None),
    "worklist_csv": ("right:zaak.list", None),
    "new_zaak": ("right:zaak.open", None),
    "zaak": ("right:zaak.read", "zaak_reference"),
    "zaak_take": ("right:zaak.write", "zaak_reference"),
    "zaak_reason": ("right:zaak.read", "zaak_reference"),
    "zaak_act": ("right:zaak.write", "zaak_reference"),
    "zaak_code": ("right:zaak.write", "zaak_reference"),
    "zaak_advice": ("right:zaak.read", "zaak_reference"),
}
