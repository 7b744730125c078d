# SPDX-License-Identifier: EUPL-1.2
"""Consultations: lists, what the public sees, and results as far as they may be shown."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from werkregio.foundation.disclosure import Published
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting

from ..models import Antwoord, Consultatie, ConsultatieVraag, Inbreng
from ..permissions.consulting import may_write_consultatie
from ..rules.consultation import Withheld, shown_counts, withheld
from ..terms_consulting import ConsultatieStaat, ConsultatieToegang, InbrengStaat, VraagSoort


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered to one question."""

    vraag: ConsultatieVraag
    text: str
    counts: list[tuple[str, Published]]
    texts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Results:
    """All questions of a consultation; nothing where it is withheld."""

    withheld: Withheld
    questions: list[Result]


def in_language(thing: object, field: str) -> str:
    """A text in the language of the page; Dutch where the other is empty."""
    language = "en" if (get_language() or "nl") == "en" else "nl"
    return str(getattr(thing, f"{field}_{language}") or getattr(thing, f"{field}_nl"))


def choice_label(choice: dict[str, str]) -> str:
    language = "en" if (get_language() or "nl") == "en" else "nl"
    return choice.get(language) or choice.get("nl", "")


def consultaties(acting: Acting, *, state: str = "", search: str = "") -> QuerySet[Consultatie]:
    """The consultations that this person handles."""
    rows = Consultatie.objects.filter(regio_id=acting.regio_id).select_related("partij", "geleding")
    if not acting.has("consultatie.write"):
        rows = rows.filter(partij=acting.partij)
    if state:
        rows = rows.filter(state=state)
    if search:
        rows = rows.filter(Q(titel_nl__icontains=search) | Q(subject_title__icontains=search))
    return rows


def consultatie_for(acting: Acting, pk: int) -> Consultatie | None:
    """One that this person handles."""
    row = Consultatie.objects.select_related("regio", "partij").filter(pk=pk).first()
    return row if row is not None and may_write_consultatie(acting, row) else None


def public_list(regio: Arbeidsmarktregio, today: date) -> list[Consultatie]:
    """What everybody may see: open now, or told back."""
    rows = Consultatie.objects.filter(regio=regio, toegang=ConsultatieToegang.OPENBAAR)
    return list(rows.exclude(state=ConsultatieStaat.CONCEPT).order_by("-closes_on", "pk"))


def public_one(regio: Arbeidsmarktregio, pk: int) -> Consultatie | None:
    """A consultation that somebody without an account may open; a draft does not exist for him."""
    return (
        Consultatie.objects.filter(regio=regio, pk=pk)
        .exclude(toegang=ConsultatieToegang.INTERN)
        .exclude(state=ConsultatieStaat.CONCEPT)
        .select_related("regio")
        .first()
    )


def results(consultatie: Consultatie) -> Results:
    """What was answered. Answers in own words come in the order of their random keys."""
    limit = consultatie.regio.publishing_limit
    held = withheld(consultatie.received, anonymous=consultatie.anoniem, limit=limit)
    if held.hidden:
        return Results(held, [])
    answers: dict[int, list[Antwoord]] = {}
    for answer in Antwoord.objects.filter(vraag__consultatie=consultatie).select_related("inzending"):
        answers.setdefault(answer.vraag_id, []).append(answer)
    return Results(
        held,
        [
            _result(vraag, answers.get(vraag.pk, []), anonymous=consultatie.anoniem, limit=limit)
            for vraag in consultatie.vragen.all()
        ],
    )


def _result(vraag: ConsultatieVraag, answers: list[Antwoord], *, anonymous: bool, limit: int) -> Result:
    text = in_language(vraag, "tekst")
    if vraag.soort == VraagSoort.OPEN:
        # Few texts of many people point at somebody as well.
        small = anonymous and 0 < len(answers) < limit
        texts = [] if small else [(a.inzending.afzender if a.inzending else "", a.tekst) for a in answers]
        return Result(vraag, text, [], texts)
    counted = Counter(place for answer in answers for place in answer.keuzes)
    counts = {place: counted.get(place, 0) for place in range(len(vraag.keuzes))}
    shown = shown_counts(counts, anonymous=anonymous, limit=limit)
    return Result(vraag, text, [(choice_label(vraag.keuzes[place]), shown[place]) for place in counts], [])


def told_back(consultatie: Consultatie) -> list[tuple[Inbreng, str, str]]:
    """What was done with each input, as the public reads it."""
    rows = consultatie.inbreng.exclude(state=InbrengStaat.NIEUW).exclude(samenvatting_nl="")
    return [(row, in_language(row, "samenvatting"), in_language(row, "reden")) for row in rows]
