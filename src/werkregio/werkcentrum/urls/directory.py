# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the open directory and of the counters."""

from django.urls import path

from ..views import counters, directory, funds

urlpatterns = [
    path("hulp/", directory.directory_list, name="directory"),
    path("hulp/lijst.csv", directory.directory_csv, name="directory_csv"),
    path("hulp/<slug:slug>/", directory.instrument, name="instrument"),
    path("onderwerp/", directory.needs_overview, name="topics"),
    path("onderwerp/<slug:code>/", directory.need, name="topic"),
    path("fondsen/", funds.funds, name="funds"),
    path("contact/", counters.contact, name="contact"),
    path("gemeente/<slug:slug>/", counters.gemeente, name="gemeente"),
]

PAGES = {
    "directory": ("open", None),
    "directory_csv": ("open", None),
    "instrument": ("open", "instrument_slug"),
    "topics": ("open", None),
    "topic": ("open", "topic_code"),
    "funds": ("open", None),
    "contact": ("open", None),
    "gemeente": ("open", "gemeente_slug"),
}
