# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the messages of cases."""

from django.urls import path

from ..views import messages

urlpatterns = [
    path("werk/berichten/", messages.messages, name="messages"),
    path("werk/berichten/<int:pk>/", messages.message, name="message"),
]

PAGES = {
    "messages": ("right:zaak.list", None),
    "message": ("right:zaak.write", "message_pk"),
}
