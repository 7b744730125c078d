# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the region: administration, invitation, choice of organisation."""

from django.urls import path

from .views import age_limits, closing_days, gegevens, invitation, leden, partijen

app_name = "regio"
urlpatterns = [
    path("beheer/organisaties/", partijen.partij_list, name="partij-list"),
    path("beheer/organisaties/nieuw/", partijen.partij_new, name="partij-new"),
    path("beheer/mijn-organisatie/", partijen.own_partij, name="own-partij"),
    path("beheer/organisaties/<int:pk>/", partijen.partij_detail, name="partij"),
    path("beheer/organisaties/<int:pk>/wijzigen/", partijen.partij_change, name="partij-change"),
    path("beheer/organisaties/<int:pk>/actief/", partijen.partij_activate, name="partij-activate"),
    path("beheer/organisaties/<int:pk>/uitnodigen/", leden.invite, name="invite"),
    path(
        "beheer/organisaties/<int:pk>/uitnodigingen/<int:invitation>/",
        leden.invitation_act,
        name="invitation-act",
    ),
    path("beheer/leden/", leden.lid_list, name="lid-list"),
    path("beheer/leden/<int:pk>/", leden.lid_change, name="lid-change"),
    path("beheer/leden/<int:pk>/beeindigen/", leden.lid_end, name="lid-end"),
    path("beheer/leden/<int:pk>/tweede-factor/", leden.lid_reset_factor, name="lid-reset-factor"),
    path("beheer/regio/", gegevens.regio_detail, name="regio"),
    path("beheer/regio/wijzigen/", gegevens.regio_change, name="regio-change"),
    path("beheer/regio/sluitingsdagen/", closing_days.closing_days, name="closing-days"),
    path("beheer/regio/leeftijdsgrenzen/", age_limits.age_limits, name="age-limits"),
    path("organisatie-kiezen/", leden.acting_choice, name="acting"),
    path("uitnodiging/<str:token>/", invitation.invitation, name="invitation"),
]

# Who may open each page: open, signed-in, or any of these rights; then the keys of its address.
PAGES = {
    "regio:partij-list": ("right:partij.read_all", None),
    "regio:partij-new": ("right:partij.change_all", None),
    "regio:own-partij": ("right:partij.read|partij.read_all", None),
    "regio:partij": ("right:partij.read|partij.read_all", "own-partij"),
    "regio:partij-change": ("right:partij.change|partij.change_all", "own-partij"),
    "regio:partij-activate": ("right:partij.change_all", "own-partij"),
    "regio:invite": ("right:lid.invite|lid.invite_all", "own-partij"),
    "regio:invitation-act": ("right:lid.invite|lid.invite_all", "own-partij-invitation"),
    "regio:lid-list": ("right:lid.read_all", None),
    "regio:lid-change": ("right:lid.end|lid.end_all", "own-lid"),
    "regio:lid-end": ("right:lid.end|lid.end_all", "own-lid"),
    "regio:lid-reset-factor": ("right:lid.end|lid.end_all", "own-lid"),
    "regio:regio": ("right:regio.read", None),
    "regio:regio-change": ("right:regio.change", None),
    "regio:closing-days": ("right:regio.change", None),
    "regio:age-limits": ("right:regio.change", None),
    "regio:acting": ("signed-in", None),
    "regio:invitation": ("open", "token"),
}
