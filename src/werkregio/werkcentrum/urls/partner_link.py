# SPDX-License-Identifier: EUPL-1.2
"""Addresses for partners without account."""

from django.urls import path

from ..views import partner_link

urlpatterns = [
    path("partner/<str:token>/", partner_link.partner_link, name="partner_link"),
    path("partner/<str:token>/<slug:act>/", partner_link.partner_link_act, name="partner_link_act"),
]

PAGES = {"partner_link": ("open", "partner_token"), "partner_link_act": ("open", "token_and_act")}
