# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the convenant."""

from django.urls import path

from ..views import convenant as views

urlpatterns = [
    path("beraad/convenant/", views.convenanten, name="convenanten"),
    path("beraad/convenant/nieuw/", views.convenant_new, name="convenant_new"),
    path("beraad/convenant/<int:pk>/", views.convenant, name="convenant"),
    path("beraad/convenant/<int:pk>/wijzigen/", views.convenant_edit, name="convenant_edit"),
    path("beraad/convenant/<int:pk>/stap/<slug:step>/", views.convenant_step, name="convenant_step"),
    path(
        "beraad/convenant/<int:pk>/partij/<int:partij>/<slug:step>/",
        views.convenant_party,
        name="convenant_party",
    ),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "convenanten": ("right:beraad.read", None),
    "convenant_new": ("right:convenant.write", None),
    "convenant": ("right:beraad.read", "convenant_pk"),
    "convenant_edit": ("right:convenant.write", "convenant_pk"),
    "convenant_step": ("right:convenant.write", "convenant_step"),
    "convenant_party": ("right:convenant.write", "convenant_party"),
}
