# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the inbox of a partner."""

from django.urls import path

from ..views import inbox

urlpatterns = [
    path("postvak/", inbox.inbox, name="inbox"),
    path("postvak/<int:pk>/", inbox.inbox_referral, name="inbox_referral"),
    path("postvak/<int:pk>/<slug:act>/", inbox.inbox_act, name="inbox_act"),
]

PAGES = {
    "inbox": ("right:inbox.read", None),
    "inbox_referral": ("right:inbox.read", "inbox_pk"),
    "inbox_act": ("right:inbox.act", "inbox_pk_and_act"),
}
