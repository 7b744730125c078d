# SPDX-License-Identifier: EUPL-1.2
"""Addresses: directory."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
