# SPDX-License-Identifier: EUPL-1.2
"""Addresses of thematafels, duties and themes."""

from django.urls import path

from ..views import duties, gremia

urlpatterns = [
    path("beraad/tafels/", gremia.gremia, name="gremia"),
    path("beraad/tafels/nieuw/", gremia.gremium_new, name="gremium_new"),
    path("beraad/tafels/<int:pk>/", gremia.gremium, name="gremium"),
    path("beraad/tafels/<int:pk>/wijzigen/", gremia.gremium_edit, name="gremium_edit"),
    path("beraad/tafels/<int:pk>/sluiten/", gremia.gremium_close, name="gremium_close"),
    path("beraad/tafels/<int:pk>/deelnemer/", gremia.gremium_party, name="gremium_party"),
    path("beraad/tafels/<int:pk>/deelnemer/<int:line>/", gremia.gremium_party_end, name="gremium_party_end"),
    path("beraad/tafels/<int:pk>/advies/", gremia.gremium_advice, name="gremium_advice"),
    path("beraad/plichten/", duties.plichten, name="plichten"),
    path("beraad/plichten/bewijs/<int:pk>/terug/", duties.plicht_terug, name="plicht_terug"),
    path("beraad/plichten/<slug:code>/", duties.plicht_bewijs, name="plicht_bewijs"),
    path("beraad/wie-beslist/", duties.themas, name="themas"),
    path("beraad/wie-beslist/<int:pk>/", duties.thema, name="thema"),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "gremia": ("right:beraad.read", None),
    "gremium_new": ("right:gremium.write", None),
    "gremium": ("right:beraad.read", "gremium_pk"),
    "gremium_edit": ("right:gremium.write", "gremium_pk"),
    "gremium_close": ("right:gremium.write", "gremium_pk"),
    "gremium_party": ("right:gremium.write", "gremium_pk"),
    "gremium_party_end": ("right:gremium.write", "gremium_line"),
    "gremium_advice": ("right:gremium.write", "gremium_pk"),
    "plichten": ("right:beraad.read", None),
    "plicht_terug": ("right:plicht.write", "bewijs_pk"),
    "plicht_bewijs": ("right:plicht.write", "plicht_code"),
    "themas": ("right:beraad.read", None),
    "thema": ("right:gremium.write", "thema_pk"),
}
