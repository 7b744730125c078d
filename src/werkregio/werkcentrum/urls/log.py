# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the log, its proof, the register and the legal bases."""

from django.urls import path

from ..views import basis, log

urlpatterns = [
    path("logboek/", log.log, name="log"),
    path("logboek/lijst.csv", log.log_csv, name="log_csv"),
    path("logboek/ketens/", log.log_chains, name="log_chains"),
    path("logboek/verwerkingen/", log.register, name="register"),
    path("wie-zag-wat/<int:zaak>/", log.who_saw, name="who_saw"),
    path("grondslagen/", basis.basis, name="basis"),
    path("grondslagen/<slug:soort>/", basis.basis_edit, name="basis_edit"),
]

PAGES = {
    "log": ("right:log.read", None),
    "log_csv": ("right:log.read", None),
    "log_chains": ("right:log.read", None),
    "register": ("right:log.read", None),
    "who_saw": ("right:zaak.read", "zaak_pk"),
    "basis": ("right:grondslag.change", None),
    "basis_edit": ("right:grondslag.change", "partij_soort"),
}
