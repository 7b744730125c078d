# SPDX-License-Identifier: EUPL-1.2
"""Addresses: wegwijzer."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
open_urlpatterns: list[URLPattern] = []
