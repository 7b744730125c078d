# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the zwaarwegend advies."""

from django.urls import path

from ..views import advies

urlpatterns = [
    path("beraad/adviezen/", advies.index, name="adviezen"),
    path("beraad/adviezen/van-besluit/<int:besluit>/", advies.write, name="advies_write"),
    path("beraad/adviezen/<int:pk>/", advies.advies, name="advies"),
    path("beraad/adviezen/<int:pk>/stap/<slug:act>/", advies.step, name="advies_step"),
    path("beraad/adviezen/<int:pk>/<slug:form>/", advies.download, name="advies_file"),
]

_READ = "right:beraad.read|advies.read|advies.write"
PAGES = {
    "adviezen": (_READ, None),
    "advies_write": ("right:advies.write", "advies_besluit"),
    "advies": (_READ, "advies_pk"),
    "advies_step": (_READ, "advies_step"),
    "advies_file": (_READ, "advies_file"),
}
