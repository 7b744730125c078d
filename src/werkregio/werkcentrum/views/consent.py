# SPDX-License-Identifier: EUPL-1.2
"""Consent and information: written down by the guide, given, refused and taken back by the person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Lidmaatschap, valid_on
from werkregio.regio.permissions import Acting

from ..forms.referral import BasisForm
from ..models import Doorverwijzing, Zaak
from ..queries.basis import basis_for
from ..queries.consent import Asked, filled_in, languages_of_texts, text_in, text_kind
from ..queries.referral import referral_for_guide
from ..queries.sharing import LANGUAGE_NAMES
from ..rules.sharing import CONSENT_TERM
from ..services import consent as services
from ..terms import Grondslag, Stap
from .access import acting_with, found, refuse
from .mine import done, person_page


def referral_basis(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 3: the text to read aloud or to print, and how the person answered."""
    acting = acting_with(request, "doorverwijzing.write")
    referral = found(referral_for_guide(acting, pk))
    steps = list(referral.stappen.all())
    if steps[-1].kind != Stap.AANGEBODEN:
        return redirect("werkcentrum:referral", pk=pk)
    basis = basis_for(referral.zaak.regio, referral.partij)
    languages = [(code, str(LANGUAGE_NAMES.get(code, code))) for code in languages_of_texts()]
    spoken = request.POST.get("language") or request.GET.get("language") or referral.zaak.language
    if spoken not in dict(languages):
        spoken = "nl"
    form = BasisForm(
        request.POST or None,
        languages=languages,
        witnesses=_colleagues(acting),
        informs=basis != Grondslag.TOESTEMMING,
        initial={"expected": steps[-1].sequence, "language": spoken, "witness": acting.user.pk},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.record_basis(
                pk,
                via=data["via"],
                language=data["language"],
                read_back=data["read_back"],
                witness_id=data["witness"],
                expected=data["expected"],
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Written down. Check what goes out and send it."))
            return redirect("werkcentrum:referral_send", pk=pk)
    context = {
        "form": form,
        "referral": referral,
        "zaak": referral.zaak,
        "partij": referral.partij,
        "needs_consent": basis == Grondslag.TOESTEMMING,
        "basis": basis,
        "text": _text(referral, basis, spoken),
        "dutch": _text(referral, basis, "nl") if spoken != "nl" else None,
        "text_languages": languages,
        "spoken": spoken,
    }
    return render(request, "werkcentrum/referral/basis.html", context, status=422 if form.errors else 200)


@require_POST
@person_page
def mine_agree(request: HttpRequest, zaak: Zaak, pk: int) -> HttpResponse:
    """The person says yes on the private page."""
    text = request.POST.get("text", "")
    expected = request.POST.get("expected", "")
    try:
        services.give_consent(
            pk,
            zaak=zaak,
            language=zaak.language,
            text_id=int(text) if text.isdigit() else None,
            expected=int(expected) if expected.isdigit() else None,
            at=clock.now(),
        )
    except RuleError:
        # The page shows the new text or the new state, so the person can choose again.
        return done("veranderd")
    except PermissionDenied:
        raise Http404 from None
    return done("ingestemd")


@require_POST
@person_page
def mine_refuse(request: HttpRequest, zaak: Zaak, pk: int) -> HttpResponse:
    """The person says no to a hand-over that was offered."""
    return _stop(zaak, pk, "geweigerd")


@require_POST
@person_page
def mine_stop(request: HttpRequest, zaak: Zaak, pk: int) -> HttpResponse:
    """The person takes a consent back."""
    return _stop(zaak, pk, "gestopt")


def _stop(zaak: Zaak, pk: int, word: str) -> HttpResponse:
    try:
        services.withdraw(pk, zaak=zaak, by="persoon", at=clock.now())
    except RuleError:
        # Stopping twice, or stopping what has ended: nothing is shared, which is what the person wants.
        return done("al-gestopt")
    except PermissionDenied:
        raise Http404 from None
    return done(word)


def _text(referral: Doorverwijzing, basis: Grondslag, language: str) -> Asked:
    return filled_in(
        text_in(text_kind(basis), language),
        partij=referral.partij,
        fields=referral.fields,
        need=referral.need,
        until=clock.now() + CONSENT_TERM,
    )


def _colleagues(acting: Acting) -> list[tuple[int, str]]:
    """Who may have heard it: the guide first, then colleagues of the same organisation."""
    others = (
        Lidmaatschap.objects.filter(valid_on(clock.today()), partij=acting.partij)
        .exclude(user_id=acting.user.pk)
        .order_by("user__name")
        .values_list("user_id", "user__name")
        .distinct()
    )
    return [(acting.user.pk, _("I myself")), *others]
