# SPDX-License-Identifier: EUPL-1.2
"""Two addresses to translate, apart from those of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = i18n_patterns(path("", empty, name="home"), path("help/", empty, name="help"))
