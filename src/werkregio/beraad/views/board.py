# SPDX-License-Identifier: EUPL-1.2
"""The overview of the Beraad, and who may do what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.regio.permissions import role_label

from ..forms.convenant import DayForm
from ..permissions import ROLES
from ..permissions.acts import ACTS, roles_with
from ..queries.board_pages import overview
from ..services.gremia import make_official
from .access import acting_with
from .acts import act_page, posted


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who sits where, who chairs, which rules hold, what comes next."""
    acting = acting_with(request, "beraad.read")
    page = overview(acting.regio, at=clock.now(), today=clock.today())
    context = {
        "page": page,
        "may_official": acting.has("gremium.write") and page.gremium is not None and not page.official,
    }
    return render(request, "beraad/board/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def official(request: HttpRequest) -> HttpResponse:
    """From which day the Beraad is no longer in formation."""
    acting = acting_with(request, "gremium.write")
    return act_page(
        request,
        DayForm(posted(request)),
        lambda data: make_official(data["day"], by=acting, at=clock.now()),
        title=_("The Beraad becomes official"),
        intro=_(
            "From this day on the Beraad is no longer in formation, and only a signed convenant can take effect. "
            "Meetings and decisions before this day stay as they are."
        ),
        button=_("Save this day"),
        back=reverse("beraad:home"),
        done=_("Saved."),
    )


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """The table of roles and acts, as it is enforced."""
    acting_with(request, "beraad.read")
    rows = [
        {"label": label, "roles": [role_label(role.code) for role in ROLES if role.code in roles_with(right)]}
        for right, label in ACTS.values()
    ]
    return render(request, "beraad/board/roles.html", {"rows": rows})
