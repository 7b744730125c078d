# SPDX-License-Identifier: EUPL-1.2
"""The private page of a person: a code instead of an account, and a session that is strictly its own.

The signed cookie is HttpOnly and SameSite=Strict, holds no personal data and is sent to the paths of this
page only, one for each language of the site. It ends after 20 minutes without use, when the person closes the
page, and when a new code was given.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio_queries

from ..forms.mine import AddForm, CodeForm, CorrectForm, RightForm
from ..models import Zaak
from ..queries import appointments, referral, rights
from ..queries import mine as queries
from ..queries.employer_page import own_page
from ..queries.retention import told_of
from ..queries.zaak import personal
from ..rules.code_tries import minutes_left
from ..services import mine as services

COOKIE = "wr_mijn"
IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=4)
_SALT = "werkregio.werkcentrum.mijn-vraag"


def _paths() -> dict[str, str]:
    """The path of the private page in each language."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = reverse("werkcentrum:mine")
    return found


def _open_session(response: HttpResponse, zaak: Zaak, *, started: datetime) -> HttpResponse:
    """Set, or prolong, the session: the same content for the path of each language."""
    value = signing.dumps(
        {
            "zaak": zaak.pk,
            "code": (zaak.code_hash or "")[:16],
            "started": started.isoformat(),
            "seen": clock.now().isoformat(),
        },
        salt=_SALT,
    )
    for code, path in _paths().items():
        response.set_cookie(
            f"{COOKIE}_{code}",
            value,
            max_age=IDLE,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response


def _end_session(response: HttpResponse) -> HttpResponse:
    for code, path in _paths().items():
        response.delete_cookie(f"{COOKIE}_{code}", path=path, samesite="Strict")
    return response


def session_of(request: HttpRequest) -> tuple[Zaak, datetime] | None:
    """The case of an open session and when it began; None when there is none, or when it ended."""
    value = request.COOKIES.get(f"{COOKIE}_{translation.get_language()}")
    regio = regio_queries.regio(request)
    if not value or regio is None:
        return None
    try:
        state = signing.loads(value, salt=_SALT)
        started, seen = datetime.fromisoformat(state["started"]), datetime.fromisoformat(state["seen"])
    except (signing.BadSignature, KeyError, ValueError, TypeError):
        return None
    now = clock.now()
    if now - seen > IDLE or now - started > LONGEST:
        return None
    zaak = (
        Zaak.objects.filter(pk=state["zaak"], regio=regio, code_expires_at__gt=now)
        .select_related("regio", "gemeente", "owner", "sleutel", "gegevens")
        .first()
    )
    # A new code ends every page that was opened with the old one.
    if zaak is None or not zaak.code_hash or zaak.code_hash[:16] != state["code"]:
        return None
    return zaak, started


def person_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that only the person with the code sees: `view(request, zaak, ...)`. Prolongs the session.

    Its address must lie under that of the private page, or the cookie does not come along.
    """

    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = session_of(request)
        if found is None:
            had_one = any(name.startswith(f"{COOKIE}_") for name in request.COOKIES)
            target = reverse("werkcentrum:mine") + ("?weg=1" if had_one else "")
            return _private(_end_session(redirect(target)))
        zaak, started = found
        response = view(request, zaak, *args, **kwargs)
        if not getattr(response, "ends_session", False):
            _open_session(response, zaak, started=started)
        return _private(response)

    return wrapped


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def network_of(request: HttpRequest) -> str:
    """The network a request comes from: behind the proxy of a production site, the address that it saw.

    Of an IPv6 address the first half counts: one household has that to itself.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", address).split(",")[-1].strip() or address
    return ":".join(address.split(":")[:4]) if address.count(":") > 1 else address


@login_not_required
def mine(request: HttpRequest) -> HttpResponse:
    """The code form, or the page when a session is open."""
    if request.method == "POST":
        return _private(_enter(request))
    found = session_of(request)
    if found is None:
        notice = (
            _("Your page was closed, because nothing happened for 20 minutes.")
            if "weg" in request.GET
            else ""
        )
        notice = _("Your page is closed.") if "dicht" in request.GET else notice
        return _private(_code_page(request, CodeForm(), notice=notice))
    zaak, started = found
    return _private(_open_session(_page(request, zaak), zaak, started=started))


def _code_page(request: HttpRequest, form: CodeForm, **context: Any) -> HttpResponse:
    regio = regio_queries.regio(request)
    wait_until = context.get("wait_until")
    if wait_until:
        context["wait_minutes"] = minutes_left(wait_until - clock.now())
    status = 429 if wait_until else 422 if form.errors else 200
    return render(
        request,
        "werkcentrum/mine/enter.html",
        {"form": form, "phone": regio.phone if regio else "", **context},
        status=status,
    )


def _enter(request: HttpRequest) -> HttpResponse:
    regio = regio_queries.regio(request)
    if regio is None:
        raise Http404
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form)
    now = clock.now()
    entry = services.enter(form.cleaned_data["code"], regio_id=regio.pk, network=network_of(request), at=now)
    if entry.zaak is not None:
        rotate_token(request)
        return _open_session(redirect("werkcentrum:mine"), entry.zaak, started=now)
    if entry.wait_until:
        return _code_page(request, form, wait_until=entry.wait_until)
    if entry.expired:
        form.add_error(
            "code", _("This code no longer works: its time is over. A guide can give you a new one.")
        )
    else:
        form.add_error(
            "code", _("We do not know this code. Look at it once more: it has 16 letters and digits.")
        )
    return _code_page(request, form)


def _page(request: HttpRequest, zaak: Zaak, *, notice: str = "", kind: str = "success") -> HttpResponse:
    said = {
        "toegevoegd": _("Added. Your guide reads it."),
        "verbeterd": _("Changed. Your guide sees it."),
        "ja": _("Good to hear. Thank you."),
        "nee": _("Thank you for telling. Your guide starts again and contacts you."),
        "ingetrokken": _("You withdrew your question. Nobody can read what we shared any more."),
        "verzoek": _("We received your request. A guide answers it."),
        "afspraak": _("Your appointment is made. You find it below."),
        "afspraak-verzet": _("Your appointment has a new time. You find it below."),
        "afspraak-afgezegd": _("Your appointment is cancelled."),
        "afspraak-ja": _("Good. We are looking forward to seeing you."),
        "afspraak-bellen": _("Call us to change this appointment: it is too soon to do that here."),
        "ingestemd": _("Thank you. Your guide passes your question on. You can always stop it here."),
        "geweigerd": _("Fine. Nothing was shared. Your guide looks for another way."),
        "gestopt": _("It stopped. This organisation does not see your information any more."),
        "al-gestopt": _("This had ended already. Nothing is shared."),
        "veranderd": _("Something changed on this page. Please look again and choose."),
    }
    context = {
        "page": queries.mine(zaak, language=translation.get_language() or "nl", on=clock.today()),
        **referral.mine_context(zaak, at=clock.now()),
        "appointments": appointments.mine_appointments(zaak, at=clock.now()),
        "choices": appointments.choices_of(zaak) if not zaak.withdrawn_at and not zaak.closed_at else [],
        "employer": own_page(zaak),
        "data_requests": rights.of_person(zaak),
        "erasing": told_of(zaak),
        "notice": notice or said.get(request.GET.get("gedaan", ""), ""),
        "notice_kind": kind,
    }
    return render(request, "werkcentrum/mine/page.html", context)


def done(what: str) -> HttpResponse:
    """Back to the page with a word on what happened: a code in the address, so no second cookie is needed."""
    return redirect(f"{reverse('werkcentrum:mine')}?gedaan={what}")


@login_not_required
def close(request: HttpRequest) -> HttpResponse:
    """Close this page: the session ends in the browser at once."""
    if request.method != "POST":
        return redirect("werkcentrum:mine")
    return _private(_end_session(redirect(reverse("werkcentrum:mine") + "?dicht=1")))


def _form_page(
    request: HttpRequest, heading: str, send: str, form: Any = None, **context: Any
) -> HttpResponse:
    bad = (form is not None and form.errors) or context.get("problem")
    return render(
        request,
        "werkcentrum/mine/form.html",
        {"heading": heading, "send": send, "form": form, "send_kind": "primary", **context},
        status=422 if bad else 200,
    )


@person_page
def add(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    heading, send = _("Add something"), _("Send to my guide")
    form = AddForm(request.POST or None)
    if form.is_valid():
        try:
            services.add(zaak.pk, text=form.cleaned_data["text"], at=clock.now())
        except RuleError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            return done("toegevoegd")
    return _form_page(request, heading, send, form)


@person_page
def correct(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    heading, send = _("Change your question"), _("Save")
    form = CorrectForm(request.POST or None, initial={"question": personal(zaak).vraag})
    if form.is_valid():
        try:
            services.correct(zaak.pk, question=form.cleaned_data["question"], at=clock.now())
        except RuleError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            return done("verbeterd")
    return _form_page(request, heading, send, form)


@person_page
def helped(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    answer = request.POST.get("helped")
    if request.method != "POST" or answer not in ("ja", "nee"):
        return redirect("werkcentrum:mine")
    try:
        services.say_helped(zaak.pk, helped=answer == "ja", at=clock.now())
    except RuleError as error:
        return _page(request, zaak, notice=error.message, kind="error")
    return done(answer)


@person_page
def withdraw(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    """First the page that says what it means, then the act."""
    if request.method == "POST":
        services.withdraw(zaak.pk, at=clock.now())
        return done("ingetrokken")
    return _form_page(
        request,
        _("Do you want to withdraw your question?"),
        _("Yes, withdraw my question"),
        text=_(
            "Your guide stops. Organisations that we asked can no longer read about you. You cannot undo this."
        ),
        send_kind="danger",
    )


@person_page
def export(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    """A copy of the own data as a file."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    with transaction.atomic():
        data = queries.copy_of_data(zaak, at=clock.now())
        services.exported(zaak.pk, at=clock.now())
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{zaak.reference}.json"'
    return response


@person_page
def right(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    form = RightForm(request.POST or None)
    if form.is_valid():
        try:
            services.ask_right(zaak.pk, **form.cleaned_data, at=clock.now())
        except RuleError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            return done("verzoek")
    return _form_page(
        request,
        _("Ask something about your data"),
        _("Send my request"),
        form,
        text=_("We answer within one month. For a copy with your contact details we first ask who you are."),
    )
