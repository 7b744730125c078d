# SPDX-License-Identifier: EUPL-1.2
"""Pages for employers in general, the letter to workers, and the page that the code of a letter opens."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from werkregio.foundation import clock
from werkregio.foundation.stateless import stateless_post
from werkregio.regio import queries as regio_queries

from ..forms.employer_desk import GroupCodeForm
from ..models import Werkgeversvraag, Zaak
from ..queries.directory import entries_for_list
from ..queries.directory_page import card
from ..queries.employer_page import group_of, show_code
from ..queries.employers import vraag_by_reference
from ..queries.groups import help_for_need
from ..queries.needs import needs
from ..rules.employers import NEED_OF
from ..services import stand
from ..services.employer_groups import group_of_code
from ..terms_employers import Onderwerp
from .access import acting_with, found
from .mine import person_page

NEED = "van-werk-naar-werk"


@login_not_required
@require_safe
def employer_home(request: HttpRequest) -> HttpResponse:
    """What the Werkcentrum does for employers, by subject."""
    if regio_queries.regio(request) is None:
        raise Http404
    language = translation.get_language() or "nl"
    subjects = [
        {
            "code": subject.value,
            "label": subject.label,
            "topic": NEED_OF.get(subject, ""),
            "topic_label": needs()[NEED_OF[subject]].label(language) if subject in NEED_OF else "",
        }
        for subject in Onderwerp
    ]
    try:
        calculator = reverse("werkcentrum:calculator")
    except NoReverseMatch:
        calculator = ""
    return render(
        request, "werkcentrum/employers/home.html", {"subjects": subjects, "calculator": calculator}
    )


@login_not_required
@stateless_post
def group(request: HttpRequest) -> HttpResponse:
    """A worker types the code of the letter and sees help before the last day. Nothing is stored."""
    regio = regio_queries.regio(request)
    if regio is None:
        raise Http404
    if request.method != "POST":
        return render(request, "werkcentrum/employers/group_enter.html", {"form": GroupCodeForm()})
    form = GroupCodeForm(request.POST)
    known = group_of_code(regio, form.cleaned_data["code"]) if form.is_valid() else None
    if form.is_valid() and known is None:
        form.add_error(
            "code", _("We do not know this code. Look at your letter once more: it has 8 letters and digits.")
        )
    if known is None:
        return render(request, "werkcentrum/employers/group_enter.html", {"form": form}, status=422)
    language = translation.get_language() or "nl"
    entries = entries_for_list(help_for_need(regio, NEED), clock.today())
    cards = [made for entry in entries if (made := card(entry, language, "")) is not None]
    company = known.vraag.werkgever
    context = {
        "company": company.naam if company else "",
        "helps": cards,
        "stand": stand.pack({"vraag": "", "groep": known.code}),
        "language_posts": {"code": known.code},
    }
    return render(request, "werkcentrum/employers/group.html", context)


@require_safe
@never_cache
def letter(request: HttpRequest, reference: str) -> HttpResponse:
    """The letter for the workers, for whoever helps this employer."""
    acting = acting_with(request, "werkgever.read")
    vraag = found(vraag_by_reference(acting, reference))
    if group_of(vraag) is None:
        return redirect("werkcentrum:employer", reference=reference)
    back = reverse("werkcentrum:employer", kwargs={"reference": reference})
    return _letter(request, vraag, back)


@person_page
def own_letter(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    """The same for the employer, on the private page."""
    vraag = Werkgeversvraag.objects.filter(zaak=zaak).select_related("werkgever").first()
    if vraag is None or zaak.withdrawn_at is not None or group_of(vraag) is None:
        return redirect("werkcentrum:mine")
    vraag.zaak = zaak
    return _letter(request, vraag, reverse("werkcentrum:mine"))


def _letter(request: HttpRequest, vraag: Werkgeversvraag, back: str) -> HttpResponse:
    """In one language of the site, or in all of them one after the other."""
    known = group_of(vraag)
    offered = [code for code, _name in settings.LANGUAGES]
    wanted = request.GET.get("taal", "")
    chosen = [wanted] if wanted in offered else offered if wanted == "alle" else ["nl"]
    regio = vraag.zaak.regio
    letters = [_one_letter(language, regio, vraag, known.code if known else "") for language in chosen]
    context: dict[str, Any] = {
        "letters": letters,
        "back": back,
        "wanted": wanted or "nl",
        "choices": [*settings.LANGUAGES],
    }
    return render(request, "werkcentrum/employers/letter.html", context)


def _one_letter(language: str, regio: Any, vraag: Werkgeversvraag, code: str | None) -> dict[str, Any]:
    with translation.override(language):
        address = regio_queries.site_of(regio) + reverse("werkcentrum:group")
        return {
            "language": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "company": vraag.werkgever.naam if vraag.werkgever else "",
            "code": show_code(code or ""),
            "address": address,
            "phone": regio.phone,
            "werkcentrum": regio.werkcentrum_naam,
        }
