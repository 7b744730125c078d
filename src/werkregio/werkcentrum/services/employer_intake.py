# SPDX-License-Identifier: EUPL-1.2
"""A question of an employer becomes a case with a company, vacancies or a group beside it.

Left by the employer on the site, or typed by a partner who has the employer on the phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation import secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Arbeidsmarktregio, Gemeente
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import gemeenten_of

from ..models import Ondersteuningsbehoefte, Werkgever, Werkgeversvraag, Zaak
from ..permissions.employers import may_list_employers
from ..rules.answer import Answer
from ..rules.employers import kvk_digits, kvk_problem, name_key, needs_of
from ..terms import Herkomst, Urgentie, Vrager
from ..terms_employers import Grootte, Onderwerp, Sector, Werkgeversstap
from . import intake
from .employer_groups import GroupIntake, add_group
from .employer_owner import set_owner, tell_employer
from .employer_vacancies import VacancyIntake, add_vacancies
from .intake import Left, NewQuestion
from .referral_steps import PERSON, By
from .worklist import code_hash
from .zaak import checked, day_of, log

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Company:
    """What is asked about a company, and no more."""

    naam: str
    kvk: str = ""
    gemeente: str = ""
    sector: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class EmployerQuestion:
    """Everything that an employer tells. `question` holds the contact person and the words."""

    company: Company
    subjects: tuple[str, ...]
    question: NewQuestion
    vacancies: Sequence[VacancyIntake] = ()
    group: GroupIntake | None = None


def checked_company(company: Company) -> Company:
    """A company that can be kept: a name, and a number of the Handelsregister that can be one."""
    naam = checked(company.naam, field="naam", required=False, longest=LONGEST_NAME)
    if not naam:
        raise RuleError(_("Fill in the name of your company."), field="naam")
    kvk = kvk_digits(company.kvk)
    if kvk:
        refuse_kvk(kvk)
    return Company(
        naam=" ".join(naam.split()),
        kvk=kvk,
        gemeente=company.gemeente,
        sector=company.sector if company.sector in Sector.values else "",
        size=company.size if company.size in Grootte.values else "",
    )


def refuse_kvk(kvk: str) -> None:
    """Say in plain words what is wrong with a number; a BSN is never kept."""
    problem = kvk_problem(kvk)
    if problem == "bsn":
        raise RuleError(
            _(
                "This looks like a citizen service number (BSN). We may not keep it. A KvK number has 8 digits."
            ),
            field="kvk",
        )
    if problem:
        raise RuleError(_("A KvK number has 8 digits, for example 12345678."), field="kvk")


def leave(regio: Arbeidsmarktregio, asked: EmployerQuestion, *, form_key: str, at: datetime) -> Left:
    """The employer leaves a question on the site. A second submit of the same page finds the first result."""
    asked = _checked(asked)
    answer = intake.route(regio, asked.question)
    key = secrets.keyed_hash(form_key, purpose="form-key")
    code = intake.code_of_form(form_key)
    return _keep(regio, asked, answer, key=key, code=code, show_again=True, by=PERSON, at=at)


def open_for(
    regio: Arbeidsmarktregio,
    asked: EmployerQuestion,
    *,
    told: bool,
    form_key: str,
    by: Acting,
    at: datetime,
) -> Left:
    """A partner types the question of an employer, and is the contact from then on."""
    if not may_list_employers(by) or not by.has("werkgever.write") or by.regio_id != regio.pk:
        raise PermissionDenied
    if not told:
        raise RuleError(
            _("Tell the employer first what we keep and who sees it. Then tick this box."), field="told"
        )
    asked = _checked(asked)
    answer = intake.route(regio, asked.question)
    key = secrets.keyed_hash(f"{by.user.pk}:{form_key}", purpose="form-key")
    return _keep(regio, asked, answer, key=key, code=secrets.new_code(), show_again=False, by=by, at=at)


def _checked(asked: EmployerQuestion) -> EmployerQuestion:
    subjects = tuple(code for code in Onderwerp.values if code in asked.subjects)
    if not subjects:
        raise RuleError(_("Choose at least one subject."), field="onderwerpen")
    question = intake.checked_question(replace(asked.question, asker=Vrager.WERKGEVER))
    return EmployerQuestion(
        company=checked_company(asked.company),
        subjects=subjects,
        question=question,
        vacancies=asked.vacancies if Onderwerp.VACATURE in subjects else (),
        group=asked.group if Onderwerp.GROEPSONTSLAG in subjects else None,
    )


def _keep(
    regio: Arbeidsmarktregio,
    asked: EmployerQuestion,
    answer: Answer | None,
    *,
    key: str,
    code: str,
    show_again: bool,
    by: By,
    at: datetime,
) -> Left:
    try:
        with transaction.atomic():
            earlier = Zaak.objects.filter(form_key=key).select_related("regio", "gemeente").first()
            if earlier is None:
                zaak = _make(regio, asked, answer, key=key, code=code, by=by, at=at)
                log(
                    "werkgever.open",
                    zaak,
                    by=by,
                    at=at,
                    channel=asked.question.channel,
                    subjects=list(asked.subjects),
                )
    except IntegrityError:
        # Both submits arrived at the same moment; the other one was first.
        earlier = Zaak.objects.select_related("regio", "gemeente").get(form_key=key)
    if earlier is not None:
        same = (
            show_again and earlier.code_hash == code_hash(code) and at - earlier.opened_at <= intake.SAME_PAGE
        )
        return Left(earlier, code if same else None, again=True)
    intake.count_left(regio, answer, asked.question, at)
    return Left(zaak, code)


def _make(
    regio: Arbeidsmarktregio,
    asked: EmployerQuestion,
    answer: Answer | None,
    *,
    key: str,
    code: str,
    by: By,
    at: datetime,
) -> Zaak:
    zaak = intake.make_zaak(regio, asked.question, answer, by=by, at=at, form_key=key, code=code)
    _choose_needs(zaak, asked.subjects, answer, at)
    vraag = Werkgeversvraag.objects.create(
        zaak=zaak, werkgever=_company_row(regio, asked.company, at), subjects=list(asked.subjects)
    )
    tell_employer(vraag, Werkgeversstap.ONTVANGEN, by=by, at=at, kanaal=str(asked.question.channel))
    if not isinstance(by, str):
        set_owner(vraag, by.user, by.partij, kind=Werkgeversstap.GENOMEN, by=by, at=at)
    add_vacancies(vraag, asked.vacancies, by=by, at=at)
    if asked.group is not None:
        add_group(vraag, asked.group, by=by, at=at)
    return zaak


def _choose_needs(zaak: Zaak, subjects: Sequence[str], answer: Answer | None, at: datetime) -> None:
    """What the employer chose goes before what the router thought; its suggestion stays beside the first."""
    chosen = needs_of(subjects)
    if not chosen:
        return
    zaak.behoeften.all().delete()
    suggested = intake.suggestions(answer)
    urgent = Urgentie.NU if zaak.danger else Urgentie.WEEK
    for place, need in enumerate(chosen):
        Ondersteuningsbehoefte.objects.create(
            zaak=zaak,
            need=need,
            chosen_by=Herkomst.PERSOON,
            suggested=suggested if place == 0 else [],
            urgency=urgent,
            created_at=at,
        )


def _company_row(regio: Arbeidsmarktregio, company: Company, at: datetime) -> Werkgever:
    """The row of this company: known by its number, else by exactly this name in this municipality.

    What a stranger types never changes what is known; an empty field is filled in.
    """
    gemeente = _gemeente(regio, company.gemeente, at)
    key = name_key(company.naam)
    known = None
    if company.kvk:
        known = Werkgever.objects.filter(regio=regio, kvk=company.kvk).first()
    else:
        known = Werkgever.objects.filter(regio=regio, naam_key=key, gemeente=gemeente).order_by("pk").first()
    if known is not None:
        empty = {
            name: value
            for name, value in (("gemeente", gemeente), ("sector", company.sector), ("size", company.size))
            if value and not getattr(known, name)
        }
        if empty:
            Werkgever.objects.filter(pk=known.pk).update(**empty)
        return known
    values = {
        "naam": company.naam,
        "naam_key": key,
        "gemeente": gemeente,
        "sector": company.sector,
        "size": company.size,
        "created_at": at,
        "is_invented": regio.soort != "echt",
    }
    if not company.kvk:
        return Werkgever.objects.create(regio=regio, kvk="", **values)
    # Two at the same moment with the same number: the database lets one through, the other finds it.
    return Werkgever.objects.get_or_create(regio=regio, kvk=company.kvk, defaults=values)[0]


def _gemeente(regio: Arbeidsmarktregio, code: str, at: datetime) -> Gemeente | None:
    return gemeenten_of(regio, on=day_of(at)).filter(gm_code=code).first() if code else None
