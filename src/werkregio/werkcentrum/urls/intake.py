# SPDX-License-Identifier: EUPL-1.2
"""Addresses: intake."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
