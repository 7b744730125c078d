# SPDX-License-Identifier: EUPL-1.2
"""Addresses of what figures mean."""

from django.urls import path

from ..views import duiding as views

urlpatterns = [
    path("cijfers/duiding/", views.duiding_list, name="duidingen"),
    path("cijfers/duiding/nieuw/", views.duiding_new, name="duiding-new"),
    path("cijfers/duiding/<int:pk>/", views.duiding, name="duiding"),
]

PAGES = {
    "duidingen": ("right:duiding.read", None),
    "duiding-new": ("right:duiding.write", None),
    "duiding": ("right:duiding.read", "duiding"),
}
