# SPDX-License-Identifier: EUPL-1.2
"""Addresses of regio."""

from django.urls import URLPattern

app_name = "regio"
urlpatterns: list[URLPattern] = []
