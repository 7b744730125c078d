# SPDX-License-Identifier: EUPL-1.2
"""The pages that the load measurement asks for."""

from dataclasses import dataclass, field

from django.conf import settings

QUESTION = "Mijn contract bij het magazijn stopt in maart en ik wil iets anders leren, maar ik weet niet wat."


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address, the form that is posted (empty: a GET) and the cookie of who asks."""

    name: str
    path: str
    data: dict[str, str] = field(default_factory=dict)
    cookie: str = ""


def staff_cookie() -> str:
    """A signed-in guide of the demo, as a cookie."""
    from importlib import import_module

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from werkregio.regio.models import Lidmaatschap

    user = (
        Lidmaatschap.objects.filter(role="gids", partij__regio__code="noord-limburg")
        .order_by("pk")
        .first()
        .user
    )
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def pages() -> list[Page]:
    """Home, search, answer of the wegwijzer, worklist."""
    return [
        Page("home", "/nl/"),
        Page("search", "/nl/hulp/?zoek=scholing"),
        Page("wegwijzer", "/nl/vraag/", {"vraag": QUESTION}),
        Page("worklist", "/nl/werk/", cookie=staff_cookie()),
    ]
