# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the portal."""

from django.urls import path

from . import views
from .views import practice, queue

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("tellingen/", views.counts, name="counts"),
    path("beheer/wachtrij/", queue.queue, name="queue"),
    path("oefenen/", practice.practice, name="practice"),
    path("oefenen/<int:pk>/", practice.practice_play, name="practice_play"),
    path("oefenen/opnieuw/", practice.practice_reset, name="practice_reset"),
    path("over/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("open/", views.open_source, name="open_source"),
]

PAGES = {
    "home": ("open", None),
    "start": ("signed-in", None),
    "counts": ("right:telling.read", None),
    "queue": ("right:wachtrij.read", None),
    "practice": ("right:oefenen.train", None),
    "practice_play": ("right:oefenen.train", "referral_pk"),
    "practice_reset": ("right:oefenen.train", None),
    "about": ("open", None),
    "privacy": ("open", None),
    "accessibility": ("open", None),
    "open_source": ("open", None),
}
