# SPDX-License-Identifier: EUPL-1.2
"""Addresses of a partner's own page and of the quality reviewer."""

from django.urls import path

from ..views import review, upkeep

urlpatterns = [
    path("ons-werk/", upkeep.our_work, name="our_work"),
    path("ons-werk/aanbod/<int:pk>/", upkeep.our_offer, name="our_offer"),
    path("ons-werk/aanbod/<int:pk>/bevestigen/", upkeep.confirm, name="our_offer_confirm"),
    path("ons-werk/verzoek/<int:pk>/", upkeep.our_request, name="our_request"),
    path("kwaliteit/", review.review_list, name="review"),
    path("kwaliteit/lijst.csv", review.review_csv, name="review_csv"),
    path("kwaliteit/<int:pk>/", review.review_entry, name="review_entry"),
    path("kwaliteit/<int:pk>/vragen/", review.review_ask, name="review_ask"),
    path("kwaliteit/<int:pk>/gelezen/", review.review_check, name="review_check"),
    path("kwaliteit/verzoek/<int:pk>/sluiten/", review.review_close, name="review_close"),
]

PAGES = {
    "our_work": ("right:aanbod.read", None),
    "our_offer": ("right:aanbod.confirm", "own_offer_pk"),
    "our_offer_confirm": ("right:aanbod.confirm", "own_offer_pk"),
    "our_request": ("right:aanbod.confirm", "request_pk"),
    "review": ("right:kwaliteit.review", None),
    "review_csv": ("right:kwaliteit.review", None),
    "review_entry": ("right:kwaliteit.review", "instrument"),
    "review_ask": ("right:kwaliteit.review", "instrument"),
    "review_check": ("right:kwaliteit.review", "instrument"),
    "review_close": ("right:kwaliteit.review", "request_pk"),
}
