# SPDX-License-Identifier: EUPL-1.2
"""Addresses of terms of keeping, holds, runs, and of requests about own data."""

from django.urls import path

from ..views import mine_rights, retention, rights

urlpatterns = [
    path("bewaren/", retention.overview, name="retention"),
    path("bewaren/regel/<str:model>/<slug:state>/", retention.rule, name="retention_rule"),
    path("bewaren/stop/", retention.hold, name="retention_hold"),
    path("bewaren/stop/<int:pk>/opheffen/", retention.lift, name="retention_lift"),
    path("logboek/verwerkingen.csv", retention.register_csv, name="register_csv"),
    path("logboek/verwerkingen.json", retention.register_json, name="register_json"),
    path("verzoeken/", rights.requests, name="requests"),
    path("verzoeken/lijst.csv", rights.requests_csv, name="requests_csv"),
    path("verzoeken/nieuw/", rights.new_request, name="new_request"),
    path("verzoeken/<int:pk>/", rights.request_page, name="request"),
    path("verzoeken/<int:pk>/brief/", rights.letter, name="request_letter"),
    path("verzoeken/<int:pk>/kopie/", rights.copy, name="request_copy"),
    path("verzoeken/<int:pk>/<slug:act>/", rights.act, name="request_act"),
    path("mijn-vraag/mijn-gegevens/", mine_rights.data, name="mine_data"),
]

_REQUESTS = "right:verzoek.own"
PAGES = {
    "retention": ("right:bewaren.change", None),
    "retention_rule": ("right:bewaren.change", "retention_rule"),
    "retention_hold": ("right:bewaren.change", None),
    "retention_lift": ("right:bewaren.change", "hold_pk"),
    "register_csv": ("right:log.read", None),
    "register_json": ("right:log.read", None),
    "requests": (_REQUESTS, None),
    "requests_csv": (_REQUESTS, None),
    "new_request": (_REQUESTS, None),
    "request": (_REQUESTS, "verzoek_pk"),
    "request_letter": (_REQUESTS, "verzoek_pk"),
    "request_copy": (_REQUESTS, "verzoek_pk"),
    "request_act": (_REQUESTS, "verzoek_pk_and_act"),
    "mine_data": ("open", None),
}
