# SPDX-License-Identifier: EUPL-1.2
"""Addresses: log."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
