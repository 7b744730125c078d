# SPDX-License-Identifier: EUPL-1.2
"""Addresses of deciding, the decision register and its proof."""

from django.urls import path

from ..views import decisions, register_proof, register_public, rounds, waiting

urlpatterns = [
    path("beraad/agendapunt/<int:pk>/beslissen/", rounds.decide, name="beslissen"),
    path("beraad/agendapunt/<int:pk>/beslissen/doen/", rounds.act, name="beslissen_doen"),
    path("beraad/stemming/<int:pk>/", rounds.ballot, name="stembriefje"),
    path("beraad/stembriefje/<int:pk>/", rounds.receipt, name="ontvangst"),
    path("beraad/ronde/<int:pk>/", rounds.result, name="ronde"),
    path("beraad/wachtlijst/", waiting.waiting, name="wachtlijst"),
    path("beraad/wachtlijst/<int:pk>/", waiting.place, name="wachtlijst_doen"),
    path("beraad/besluiten/", decisions.decisions, name="besluiten"),
    path("beraad/besluiten/lijst.csv", decisions.decisions_csv, name="besluiten_csv"),
    path("beraad/besluiten/<int:pk>/", decisions.decision, name="besluit"),
    path("beraad/besluiten/<int:pk>/uitvoering/", decisions.progress, name="besluit_uitvoering"),
    path("beraad/besluiten/<int:pk>/rectificatie/", decisions.correct, name="besluit_rectificatie"),
    path("beraad/register/", register_proof.proof, name="register"),
    path("beraad/register/controleer_register.py", register_proof.tool, name="register_controle"),
    path("beraad/register/<slug:code>.json", register_proof.export, name="register_uitvoer"),
    path("besluiten/", register_public.decisions, name="besluiten_public"),
    path("besluiten/lijst.csv", register_public.decisions_csv, name="besluiten_public_csv"),
    path("besluiten/lijst.json", register_public.decisions_json, name="besluiten_public_json"),
    path("besluiten/atom.xml", register_public.feed, {"soort": "atom"}, name="besluiten_atom"),
    path("besluiten/rss.xml", register_public.feed, {"soort": "rss"}, name="besluiten_rss"),
    path("besluiten/<str:number>/", register_public.decision, name="besluit_public"),
]

PAGES = {
    "beslissen": ("right:beraad.read", "beraad_item"),
    "beslissen_doen": ("right:beraad.read", "beraad_item"),
    "stembriefje": ("right:beraad.read", "beraad_open_vote"),
    "ontvangst": ("right:beraad.read", "beraad_ballot"),
    "ronde": ("right:beraad.read", "beraad_round"),
    "wachtlijst": ("right:beraad.read", None),
    "wachtlijst_doen": ("right:agenda.write", "beraad_waiting"),
    "besluiten": ("right:beraad.read", None),
    "besluiten_csv": ("right:beraad.read", None),
    "besluit": ("right:beraad.read", "beraad_besluit"),
    "besluit_uitvoering": ("right:actiepunt.write", "beraad_besluit"),
    "besluit_rectificatie": ("right:rectificatie.propose", "beraad_besluit"),
    "register": ("right:beraad.read_closed", None),
    "register_controle": ("right:beraad.read_closed", None),
    "register_uitvoer": ("right:beraad.read_closed", "beraad_gremium_code"),
    "besluiten_public": ("open", None),
    "besluiten_public_csv": ("open", None),
    "besluiten_public_json": ("open", None),
    "besluiten_atom": ("open", None),
    "besluiten_rss": ("open", None),
    "besluit_public": ("open", "beraad_besluit_number"),
}
