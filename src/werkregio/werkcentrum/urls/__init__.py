# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the one door, a file for each group of pages."""

from django.urls import URLPattern, URLResolver

from . import (
    aftercare,
    appointments,
    calculator,
    capacity,
    directory,
    editor,
    employers,
    entered,
    exchange,
    figures,
    inbox,
    intake,
    log,
    messages,
    partner_link,
    referral,
    retention,
    switching,
    upkeep,
    webhooks,
    wegwijzer,
    worklist,
)

app_name = "werkcentrum"
urlpatterns: list[URLPattern | URLResolver] = [
    *calculator.urlpatterns,
    *wegwijzer.urlpatterns,
    *directory.urlpatterns,
    *intake.urlpatterns,
    *worklist.urlpatterns,
    *employers.urlpatterns,
    *entered.urlpatterns,
    *switching.urlpatterns,
    *aftercare.urlpatterns,
    *capacity.urlpatterns,
    *appointments.urlpatterns,
    *messages.urlpatterns,
    *referral.urlpatterns,
    *inbox.urlpatterns,
    *partner_link.urlpatterns,
    *webhooks.urlpatterns,
    *editor.urlpatterns,
    *exchange.urlpatterns,
    *upkeep.urlpatterns,
    *figures.urlpatterns,
    *log.urlpatterns,
    *retention.urlpatterns,
]
