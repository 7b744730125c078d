# SPDX-License-Identifier: EUPL-1.2
"""Addresses: inbox."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
