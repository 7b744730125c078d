# SPDX-License-Identifier: EUPL-1.2
"""What every page needs: region, who acts, menu, languages."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import role_label
from werkregio.regio.terms import RegioSoort

from .addresses import address, in_language
from .menu import public_menu, shown, staff_menu


def page_shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the shells of the design."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    try:
        acting = regio_queries.acting(request)
        regio = acting.regio if acting is not None else regio_queries.regio(request)
    except DatabaseError:
        # An error page must stand even when the database does not.
        regio, acting = None, None
    public = public_menu()
    user = getattr(request, "user", None)
    return {
        "regio": regio,
        "acting": acting,
        "regio_name": regio.naam if regio else "",
        "werkcentrum_name": regio.werkcentrum_naam if regio else "Werkcentrum",
        "phone": regio.phone if regio else "",
        "languages": _languages(request, language, staff=acting is not None),
        "text_dir": "rtl" if translation.get_language_bidi() else "ltr",
        "nav": shown(staff_menu(acting) if acting else public, request.path),
        "public_nav": shown(public, request.path),
        "footer_links": _footer(staff=acting is not None),
        "account": _account(acting, user),
        "login_url": address("account_login"),
        "home_url": address("portal:start" if acting else "portal:home"),
        "contact_url": address("werkcentrum:contact"),
        "danger_url": address("danger", language=language),
        "is_demo": settings.DEMO or bool(regio and regio.soort != RegioSoort.ECHT),
        "is_practice": bool(regio and regio.soort == RegioSoort.OEFEN),
        "demo_banner": _banner(regio),
    }


def _banner(regio: Arbeidsmarktregio | None) -> str:
    """What stands above every page of a region that is not a real one."""
    if regio is not None and regio.soort == RegioSoort.OEFEN:
        return _("Practice environment: invented people, nothing goes out")
    if settings.DEMO or (regio is not None and regio.soort != RegioSoort.ECHT):
        return _("This is a demo. All people and all cases are invented.")
    return ""


def _languages(request: HttpRequest, current: str, *, staff: bool) -> list[dict[str, Any]]:
    offered = settings.WORKSPACE_LANGUAGES if staff else [code for code, _name in settings.LANGUAGES]
    names = dict(settings.LANGUAGES)
    here = request.get_full_path() if request.method == "GET" else request.path
    return [
        {
            "code": code,
            "name": names[code],
            "url": in_language(here, code),
            "current": code == current,
            "dir": "rtl" if code == "ar" else "ltr",
        }
        for code in offered
    ]


def _footer(*, staff: bool) -> list[dict[str, str]]:
    links = [
        (_("Accessibility"), "portal:accessibility"),
        (_("Privacy. We place no cookies"), "portal:privacy"),
        (_("Open source and open data"), "portal:open_source"),
    ]
    return [{"label": label, "url": address(name)} for label, name in links]


def _account(acting: Any, user: Any) -> dict[str, Any] | None:
    if acting is not None:
        return {
            "name": acting.user.name,
            "organisation": acting.partij.naam,
            "roles": ", ".join(_(role_label(code)) for code in sorted(acting.roles)),
            "url": address("accounts:profile"),
            "switch_url": address("regio:acting"),
            "logout_url": address("account_logout"),
        }
    if user is not None and user.is_authenticated:
        return {
            "name": str(user),
            "organisation": "",
            "roles": "",
            "url": address("accounts:profile"),
            "switch_url": "",
            "logout_url": address("account_logout"),
        }
    return None
