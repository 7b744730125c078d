# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the figures of an offer, of its partner and of an editor."""

from django.urls import path

from ..views import figures

_OURS, _EDITOR = "ons-werk/aanbod/<int:pk>/cijfers/", "redactie/aanbod/<int:pk>/cijfers/"
_AS_EDITOR = {"as_editor": True}

urlpatterns = [
    path(_OURS, figures.figures, name="our_figures"),
    path(f"{_OURS}nieuw/", figures.figure, name="our_figure_new"),
    path(f"{_OURS}<int:fact>/", figures.figure, name="our_figure"),
    path(f"{_OURS}<int:fact>/bevestigen/", figures.confirm, name="our_figure_confirm"),
    path(_EDITOR, figures.figures, _AS_EDITOR, name="editor_figures"),
    path(f"{_EDITOR}nieuw/", figures.figure, _AS_EDITOR, name="editor_figure_new"),
    path(f"{_EDITOR}<int:fact>/", figures.figure, _AS_EDITOR, name="editor_figure"),
    path(f"{_EDITOR}<int:fact>/bevestigen/", figures.confirm, _AS_EDITOR, name="editor_figure_confirm"),
]

PAGES = {
    "our_figures": ("right:aanbod.confirm", "own_offer_pk"),
    "our_figure_new": ("right:aanbod.confirm", "own_offer_pk"),
    "our_figure": ("right:aanbod.confirm", "offer_figure"),
    "our_figure_confirm": ("right:aanbod.confirm", "offer_figure"),
    "editor_figures": ("right:directory.edit", "own_offer_pk"),
    "editor_figure_new": ("right:directory.edit", "own_offer_pk"),
    "editor_figure": ("right:directory.edit", "offer_figure"),
    "editor_figure_confirm": ("right:directory.edit", "offer_figure"),
}
