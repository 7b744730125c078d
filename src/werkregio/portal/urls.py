# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the portal."""

from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("start/", views.home, name="start"),
]
