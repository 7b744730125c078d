# SPDX-License-Identifier: EUPL-1.2
"""Addresses: editor."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
