# SPDX-License-Identifier: EUPL-1.2
"""Addresses of bringing in and giving out files, and of help from other directories."""

from django.urls import path

from ..views import exchange, sources

urlpatterns = [
    path("redactie/uitwisselen/", exchange.exchange, name="exchange"),
    path("redactie/uitwisselen/wegwijzer.csv", exchange.table, name="exchange_table"),
    path("redactie/uitwisselen/hsds.json", exchange.hsds_json, name="exchange_json"),
    path("redactie/uitwisselen/hsds.zip", exchange.hsds_zip, name="exchange_zip"),
    path("redactie/uitwisselen/<int:pk>/", exchange.file, name="exchange_file"),
    path("redactie/uitwisselen/<int:pk>/verslag.csv", exchange.report, name="exchange_report"),
    path("redactie/uitwisselen/<int:pk>/terugzetten/", exchange.undo, name="exchange_undo"),
    path("redactie/bronnen/", sources.sources, name="sources"),
    path("redactie/bronnen/<int:pk>/", sources.source, name="source"),
]

PAGES = {
    "exchange": ("right:directory.edit", None),
    "exchange_table": ("right:directory.edit", None),
    "exchange_json": ("right:directory.edit", None),
    "exchange_zip": ("right:directory.edit", None),
    "exchange_file": ("right:directory.edit", "exchange_file"),
    "exchange_report": ("right:directory.edit", "exchange_file"),
    "exchange_undo": ("right:directory.edit", "exchange_file"),
    "sources": ("right:directory.edit|zaak.list", None),
    "source": ("right:directory.edit|zaak.list", "exchange_source"),
}
