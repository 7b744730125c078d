# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the question box and of the page for danger."""

from django.urls import path

from ..views import danger, wegwijzer

urlpatterns = [path("vraag/", wegwijzer.ask, name="ask")]

# Outside the languages of the site: fifteen languages of its own.
open_urlpatterns = [
    path("gevaar/", danger.danger, name="danger_start"),
    path("gevaar/<slug:language>/", danger.danger, name="danger"),
]

PAGES = {"ask": ("open", None), "danger_start": ("open", None), "danger": ("open", "language")}
