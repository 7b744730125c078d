# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the connections of partners."""

from django.urls import path

from ..views import webhooks

urlpatterns = [
    path("beheer/koppelingen/", webhooks.webhooks, name="webhooks"),
    path("beheer/koppelingen/<slug:act>/", webhooks.webhook_act, name="webhook_act"),
]

PAGES = {
    "webhooks": ("right:webhook.change", None),
    "webhook_act": ("right:webhook.change", "webhook_act"),
}
