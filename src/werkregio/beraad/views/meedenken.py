# SPDX-License-Identifier: EUPL-1.2
"""The public page of a consultation: no account, no cookie, in Dutch and English."""

import secrets as random
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.foundation.secrets import keyed_hash
from werkregio.foundation.stateless import stateless_post
from werkregio.regio import queries as regio_queries

from ..forms.consultatie import AnswerForm
from ..models import Consultatie
from ..queries import consultatie as queries
from ..rules.consultation import Moment, moment
from ..services.consultatie_answers import PersonalWarning, Sent, TooLateError, answer
from ..terms_consulting import ConsultatieStaat
from .access import found, refuse

SALT = "beraad.meedenken"
FORM_LIVES = timedelta(hours=24)
# Answers from one network in an hour: a library or a school has one address for many people.
MOST_AN_HOUR = 30


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the region asks now, and what came of earlier questions."""
    regio = found(regio_queries.regio(request))
    today = clock.today()
    rows = queries.public_list(regio, today)
    context = {
        "open": [_shown(r) for r in rows if moment(r.state, r.opens_on, r.closes_on, today) is Moment.OPEN],
        "past": [
            _shown(r) for r in rows if moment(r.state, r.opens_on, r.closes_on, today) is Moment.TE_LAAT
        ],
    }
    return render(request, "beraad/consultatie/public_index.html", context)


def _shown(row: Consultatie) -> dict[str, object]:
    return {"row": row, "title": queries.in_language(row, "titel")}


@login_not_required
@stateless_post
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions; after the last day what came of it. Looking uses nothing up."""
    regio = found(regio_queries.regio(request))
    row = found(queries.public_one(regio, pk))
    context: dict[str, object] = {
        "consultatie": row,
        "title": queries.in_language(row, "titel"),
        "text": queries.in_language(row, "tekst"),
        "limit": regio.publishing_limit,
    }
    now = moment(row.state, row.opens_on, row.closes_on, clock.today())
    if now is not Moment.OPEN:
        return _closed(request, row, context, now)
    form = AnswerForm(request.POST or None, consultatie=row)
    context |= {"form": form, "token": _new_token(row)}
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid() and _sent(request, row, form):
                return render(request, "beraad/consultatie/thanks.html", context)
        except TooLateError:
            return _closed(request, row, context, Moment.TE_LAAT)
        except PersonalWarning as warning:
            refuse(form, warning)
            context["meant"] = True
        except RuleError as error:
            refuse(form, error)
        # The page stays as it was filled in; what failed used nothing up, so the form may be a fresh one.
        status, context["token"] = 422, _new_token(row)
    return render(request, "beraad/consultatie/answer.html", context, status=status)


def _new_token(row: Consultatie) -> str:
    return signing.dumps([row.pk, random.token_hex(12)], salt=SALT)


def _sent(request: HttpRequest, row: Consultatie, form: AnswerForm) -> bool:
    token = request.POST.get("token", "")
    try:
        belongs_to, key = signing.loads(token, salt=SALT, max_age=FORM_LIVES)
    except (signing.BadSignature, ValueError):
        belongs_to, key = None, ""
    if belongs_to != row.pk:
        raise RuleError(_("This form was open for too long. Press the button once more."))
    _not_too_many(request, row)
    sent = Sent(
        answers=form.answers(),
        form_key=key,
        code=form.cleaned_data.get("code", ""),
        afzender=form.cleaned_data.get("afzender", ""),
        email=form.cleaned_data.get("email", ""),
        language="en" if get_language() == "en" else "nl",
        meant=request.POST.get("meant") == "ja",
    )
    answer(row.pk, sent, at=clock.now())
    return True


def _not_too_many(request: HttpRequest, row: Consultatie) -> None:
    """A brake on machines: a count for each network and hour, under a hash that is forgotten after it."""
    hour = f"{clock.now():%Y%m%d%H}"
    address = request.META.get("REMOTE_ADDR", "")
    name = "meedenken:" + keyed_hash(f"{hour}|{row.pk}|{address}", purpose="consultatie.netwerk")
    number = cache.get_or_set(name, 0, timeout=3600) or 0
    if number >= MOST_AN_HOUR:
        raise RuleError(
            _("Many answers came from your network in this hour. Try again in an hour; your text stays here.")
        )
    cache.set(name, number + 1, timeout=3600)


def _closed(request: HttpRequest, row: Consultatie, context: dict[str, object], now: Moment) -> HttpResponse:
    """A friendly page: too early, too late (with what was typed, to keep), or what came of it."""
    typed = [
        value
        for key, values in request.POST.lists()
        if key.startswith("vraag_")
        for value in values
        if len(value) > 3
    ]
    told = row.state == ConsultatieStaat.TERUGGEKOPPELD
    context |= {
        "early": now is Moment.TE_VROEG,
        "posted": request.method == "POST",
        "typed": typed,
        "told": told,
        "closing": queries.in_language(row, "slotwoord") if told else "",
        "inputs": queries.told_back(row) if told else [],
        "results": queries.results(row) if told else None,
    }
    status = 410 if request.method == "POST" else 200
    return render(request, "beraad/consultatie/closed.html", context, status=status)
