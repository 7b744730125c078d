# SPDX-License-Identifier: EUPL-1.2
"""Health pages: alive, and ready to serve."""

from django.urls import path

from . import health

urlpatterns = [
    path("live", health.live, name="live"),
    path("klaar", health.ready, name="ready"),
]
