# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the warm hand-over: the guide's steps, and the person's answers on the private page."""

from django.urls import path

from ..views import consent, referral

urlpatterns = [
    path("doorverwijzen/<int:zaak>/<int:behoefte>/", referral.referral_start, name="referral_start"),
    path("doorverwijzen/<int:zaak>/<int:behoefte>/wat/", referral.referral_what, name="referral_what"),
    path("doorverwijzing/<int:pk>/", referral.referral, name="referral"),
    path("doorverwijzing/<int:pk>/wijzigen/", referral.referral_edit, name="referral_edit"),
    path("doorverwijzing/<int:pk>/aanbieden/", referral.referral_offer, name="referral_offer"),
    path("doorverwijzing/<int:pk>/toestemming/", consent.referral_basis, name="referral_basis"),
    path("doorverwijzing/<int:pk>/versturen/", referral.referral_send, name="referral_send"),
    path("doorverwijzing/<int:pk>/antwoord/", referral.referral_answer, name="referral_answer"),
    path("doorverwijzing/<int:pk>/terugtrekken/", referral.referral_recall, name="referral_recall"),
    path("doorverwijzing/<int:pk>/contact-verloren/", referral.referral_lost, name="referral_lost"),
    path("doorverwijzing/<int:pk>/stoppen/", referral.referral_withdraw, name="referral_withdraw"),
    # Under the path of the private page: its session cookie goes nowhere else (ruling A7).
    path("mijn-vraag/doorverwijzing/<int:pk>/ja/", consent.mine_agree, name="mine_agree"),
    path("mijn-vraag/doorverwijzing/<int:pk>/nee/", consent.mine_refuse, name="mine_refuse"),
    path("mijn-vraag/doorverwijzing/<int:pk>/stop/", consent.mine_stop, name="mine_stop"),
]

PAGES = {
    "referral_start": ("right:doorverwijzing.write", "zaak_and_behoefte"),
    "referral_what": ("right:doorverwijzing.write", "zaak_and_behoefte"),
    "referral": ("right:zaak.read", "referral_pk"),
    "referral_edit": ("right:doorverwijzing.write", "referral_pk"),
    "referral_offer": ("right:doorverwijzing.write", "referral_pk"),
    "referral_basis": ("right:doorverwijzing.write", "referral_pk"),
    "referral_send": ("right:doorverwijzing.write", "referral_pk"),
    "referral_answer": ("right:doorverwijzing.write", "referral_pk"),
    "referral_recall": ("right:doorverwijzing.write", "referral_pk"),
    "referral_lost": ("right:doorverwijzing.write", "referral_pk"),
    "referral_withdraw": ("right:doorverwijzing.write", "referral_pk"),
    "mine_agree": ("open", "referral_pk"),
    "mine_refuse": ("open", "referral_pk"),
    "mine_stop": ("open", "referral_pk"),
}
