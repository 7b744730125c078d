# SPDX-License-Identifier: EUPL-1.2
"""Addresses of after-care."""

from django.urls import path

from ..views import aftercare

urlpatterns = [
    path("nazorg/<str:token>/", aftercare.aftercare, name="aftercare"),
    path("tellingen/nazorg/", aftercare.outcomes, name="outcomes"),
]

PAGES = {"aftercare": ("open", "nazorg_token"), "outcomes": ("right:telling.read", None)}
