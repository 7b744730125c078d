# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the catalogue of sources and the library."""

from django.urls import path

from ..views import sources

urlpatterns = [
    path("werk/bronnen/", sources.sources, name="sources"),
    path("werk/bronnen/bronnen.csv", sources.sources_csv, name="sources_csv"),
    path("werk/bronnen/nieuw/", sources.new_source, name="new_source"),
    path("werk/bronnen/<int:pk>/", sources.source, name="source"),
]

PAGES = {
    "sources": ("right:bron.read", None),
    "sources_csv": ("right:bron.read", None),
    "new_source": ("right:bron.change", None),
    "source": ("right:bron.read", "source"),
}
