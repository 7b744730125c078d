# SPDX-License-Identifier: EUPL-1.2
"""Addresses of consulting one's own people."""

from django.urls import path

from ..views import raadpleging

_LINE = "beraad/raadplegingen/<int:pk>/<slug:geleding>/"
urlpatterns = [
    path("beraad/raadplegingen/", raadpleging.overview, name="raadplegingen"),
    path(_LINE, raadpleging.edit, name="raadpleging"),
    path(f"{_LINE}vrijgeven/", raadpleging.release_mandate, name="raadpleging_release"),
    path(f"{_LINE}terugkoppelen/", raadpleging.tell, name="raadpleging_tell"),
]

PAGES = {
    "raadplegingen": ("right:beraad.read", None),
    "raadpleging": ("right:raadpleging.write", "raadpleging"),
    "raadpleging_release": ("right:raadpleging.write", "raadpleging"),
    "raadpleging_tell": ("right:raadpleging.write", "raadpleging"),
}
