# SPDX-License-Identifier: EUPL-1.2
"""Addresses: worklist."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
