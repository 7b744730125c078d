# SPDX-License-Identifier: EUPL-1.2
"""Addresses of consultations: for staff, and the public page."""

from django.urls import path

from ..views import consultatie, meedenken

urlpatterns = [
    path("beraad/consultaties/", consultatie.index, name="consultaties"),
    path("beraad/consultaties/nieuw/", consultatie.new, name="consultatie_new"),
    path("beraad/consultaties/<int:pk>/", consultatie.page, name="consultatie"),
    path(
        "beraad/consultaties/<int:pk>/inbreng/<uuid:inbreng>/", consultatie.decide, name="consultatie_input"
    ),
    path("meedenken/", meedenken.index, name="meedenken_index"),
    path("meedenken/<int:pk>/", meedenken.page, name="meedenken"),
]

_WRITE = "right:consultatie.write|raadpleging.write"
PAGES = {
    "consultaties": (_WRITE, None),
    "consultatie_new": (_WRITE, None),
    "consultatie": (_WRITE, "consultatie_pk"),
    "consultatie_input": (_WRITE, "consultatie_input"),
    "meedenken_index": ("open", None),
    "meedenken": ("open", "meedenken_pk"),
}
