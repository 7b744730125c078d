# SPDX-License-Identifier: EUPL-1.2
"""Root addresses. Every page stands under its language: /nl/, /en/, /ar/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from werkregio.portal import views as portal
from werkregio.werkcentrum.urls import hsds, wegwijzer

urlpatterns = [
    path("", portal.to_language, name="root"),
    path("gezond/", include("werkregio.portal.health_urls")),
    *wegwijzer.open_urlpatterns,
    *hsds.open_urlpatterns,
    *i18n_patterns(
        path("", include("werkregio.portal.urls")),
        path("account/", include("werkregio.accounts.urls")),
        path("account/", include("allauth.urls")),
        path("", include("werkregio.regio.urls")),
        path("", include("werkregio.werkcentrum.urls")),
        path("", include("werkregio.skills.urls")),
        path("", include("werkregio.beraad.urls")),
        path("", include("werkregio.labour_market.urls")),
        path("", include("werkregio.monitoring.urls")),
    ),
    re_path(r"^.*$", portal.nothing_here),
]
handler403 = "werkregio.portal.views.refused"
handler404 = "werkregio.portal.views.not_found"
handler500 = "werkregio.portal.views.server_error"
