# SPDX-License-Identifier: EUPL-1.2
"""Addresses: referral."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
