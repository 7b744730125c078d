# SPDX-License-Identifier: EUPL-1.2
"""The forms of the conversation page, and which act of a service each one leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkregio.foundation import clock
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting

from ..forms.zaak import (
    AfterCareForm,
    AgreementForm,
    CloseNeedForm,
    ContactForm,
    HandOverForm,
    NeedForm,
    NoteForm,
    PlanForm,
)
from ..models import Uitkomst, Zaak
from ..queries.aftercare import open_question
from ..queries.zaak import guides_of
from ..queries.zaak_page import CasePage, NeedShown
from ..rules.next_steps import Next
from ..services import aftercare, intake
from ..services import worklist as worklist_services
from ..services import zaak as services
from ..terms import Uitkomstsoort, VolgendeStap

Do = Callable[[Acting, Zaak, dict[str, Any], Any, int | None], str]
Make = Callable[[Acting, Zaak, Any], Form]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its form (none: only a button), what it does and whether the guide leaves the case."""

    name: str
    do: Do
    form: Make | None = None
    leaves: bool = False


def _number(data: Any, name: str) -> int:
    """A key that came with the form; 0 exists nowhere."""
    value = str(data.get(name, ""))
    return int(value) if value.isdigit() else 0


def _note(acting: Acting, zaak: Zaak, data: dict[str, Any], _post: Any, version: int | None) -> str:
    step = Next(VolgendeStap(data["code"]), data["due"]) if data.get("code") else None
    services.note(zaak.pk, text=data["text"], next_step=step, version=version, by=acting, at=clock.now())
    return _("Conversation noted.")


def _plan(acting: Acting, zaak: Zaak, data: dict[str, Any], _post: Any, version: int | None) -> str:
    worklist_services.plan(zaak.pk, **data, version=version, by=acting, at=clock.now())
    return _("Next step planned.")


def _need(acting: Acting, zaak: Zaak, data: dict[str, Any], post: Any, version: int | None) -> str:
    need = data.pop("need")
    services.choose_need(
        zaak.pk,
        need=need,
        behoefte_id=_number(post, "behoefte") or None,
        description=services.Description(**(data | {"obstacles": tuple(data["obstacles"])})),
        version=version,
        by=acting,
        at=clock.now(),
    )
    return _("Need saved.")


def _agree(acting: Acting, zaak: Zaak, data: dict[str, Any], post: Any, version: int | None) -> str:
    services.agree(zaak.pk, _number(post, "behoefte"), **data, version=version, by=acting, at=clock.now())
    return _("Agreement noted.")


def _done(acting: Acting, zaak: Zaak, _data: dict[str, Any], post: Any, version: int | None) -> str:
    services.agreement_done(zaak.pk, _number(post, "afspraak"), version=version, by=acting, at=clock.now())
    return _("Agreement done.")


def _close_need(acting: Acting, zaak: Zaak, data: dict[str, Any], post: Any, version: int | None) -> str:
    kind, _sep, key = (data.get("next_step") or "").partition(":")
    worklist_services.close_need(
        zaak.pk,
        _number(post, "behoefte"),
        ground=data["ground"],
        uitkomst_id=data.get("uitkomst"),
        next_behoefte_id=int(key) if kind == "behoefte" else None,
        next_afspraak_id=int(key) if kind == "afspraak" else None,
        person_confirmed=data["person_confirmed"],
        version=version,
        by=acting,
        at=clock.now(),
    )
    return _("Need closed.")


def _reopen_need(acting: Acting, zaak: Zaak, _data: dict[str, Any], post: Any, version: int | None) -> str:
    worklist_services.reopen_zaak(
        zaak.pk, behoefte_id=_number(post, "behoefte") or None, version=version, by=acting, at=clock.now()
    )
    return _("Opened again.")


def _close(acting: Acting, zaak: Zaak, _data: dict[str, Any], _post: Any, version: int | None) -> str:
    worklist_services.close_zaak(zaak.pk, version=version, by=acting, at=clock.now())
    return _("Question closed.")


def _hand_over(acting: Acting, zaak: Zaak, data: dict[str, Any], _post: Any, version: int | None) -> str:
    colleague = worklist_services.hand_over(
        zaak.pk, to=data["to"], version=version, by=acting, at=clock.now()
    )
    return _("This question is with %(name)s now.") % {"name": colleague.name}


def _put_back(acting: Acting, zaak: Zaak, _data: dict[str, Any], _post: Any, version: int | None) -> str:
    worklist_services.put_back(zaak.pk, version=version, by=acting, at=clock.now())
    return _("The question is back on the list of the region.")


def _take_over(acting: Acting, zaak: Zaak, _data: dict[str, Any], post: Any, version: int | None) -> str:
    worklist_services.take_over(
        zaak.pk, reason=post.get("reason", ""), version=version, by=acting, at=clock.now()
    )
    return _("This question is yours now.")


def _contact(acting: Acting, zaak: Zaak, data: dict[str, Any], _post: Any, version: int | None) -> str:
    intake.correct_contact(
        zaak.pk,
        intake.Contact(
            first_name=data["voornaam"],
            name=data["naam"],
            reach_by=data["weg"],
            phone=data["telefoon"],
            email=data["email"],
            language=data["taal"],
            gemeente=data["gemeente"],
        ),
        version=version,
        by=acting,
        at=clock.now(),
    )
    return _("Contact details corrected.")


def _aftercare(acting: Acting, zaak: Zaak, data: dict[str, Any], _post: Any, version: int | None) -> str:
    aftercare.answer_on_the_phone(zaak.pk, data["choice"], version=version, by=acting, at=clock.now())
    return _("Answer written down.")


def _need_form(acting: Acting, zaak: Zaak, data: Any) -> Form:
    return NeedForm(data, language=get_language() or "nl", prefix=_prefix(data, "behoefte"))


def _prefix(data: Any, name: str) -> str:
    """The forms of several needs on one page keep their own names."""
    return f"{data.get('act', '')}-{_number(data, name)}"


def _close_need_form(acting: Acting, zaak: Zaak, data: Any) -> Form:
    outcomes = [
        (pk, str(Uitkomstsoort(kind).label))
        for pk, kind in Uitkomst.objects.filter(
            doorverwijzing__zaak=zaak, doorverwijzing__behoefte_key=_number(data, "behoefte")
        ).values_list("pk", "kind")
    ]
    following = [(f"behoefte:{pk}", "") for pk in zaak.behoeften.values_list("pk", flat=True)]
    following += [
        (f"afspraak:{pk}", "") for pk in zaak.behoeften.values_list("afspraken__pk", flat=True) if pk
    ]
    return CloseNeedForm(data, outcomes=outcomes, following=following, prefix=_prefix(data, "behoefte"))


def _contact_form(acting: Acting, zaak: Zaak, data: Any) -> Form:
    return ContactForm(
        data, prefix="contact", gemeenten=regio_queries.gemeenten_of(zaak.regio, on=clock.today())
    )


ACTS = {
    act.name: act
    for act in (
        Act("note", _note, lambda _a, _z, data: NoteForm(data, prefix="note")),
        Act("plan", _plan, lambda _a, _z, data: PlanForm(data, prefix="plan")),
        Act("need", _need, _need_form),
        Act("agree", _agree, lambda _a, _z, data: AgreementForm(data, prefix=_prefix(data, "behoefte"))),
        Act("done", _done),
        Act("close_need", _close_need, _close_need_form),
        Act("reopen", _reopen_need),
        Act("close", _close),
        Act(
            "hand_over",
            _hand_over,
            lambda _a, zaak, data: HandOverForm(
                data, prefix="hand_over", guides=guides_of(zaak.regio_id, on=clock.today())
            ),
            leaves=True,
        ),
        Act("put_back", _put_back, leaves=True),
        Act("take_over", _take_over),
        Act("contact", _contact, _contact_form),
        Act("aftercare", _aftercare, lambda _a, _z, data: AfterCareForm(data, prefix="aftercare")),
    )
}


def forms_of(
    acting: Acting, page: CasePage, *, failed: tuple[Act, Form] | None, language: str
) -> dict[str, Any]:
    """All forms of the page, empty or filled with what is known; the one that failed keeps what was typed."""
    zaak, who = page.zaak, page.who
    today = clock.today()
    gemeenten = list(regio_queries.gemeenten_of(zaak.regio, on=today))
    made: dict[str, Any] = {
        "note_form": NoteForm(prefix="note"),
        "plan_form": PlanForm(prefix="plan", initial={"code": zaak.next_step, "due": zaak.next_step_due}),
        "hand_over_form": HandOverForm(
            prefix="hand_over",
            guides=[guide for guide in guides_of(zaak.regio_id, on=today) if guide.pk != acting.user.pk],
        ),
        "contact_form": ContactForm(
            prefix="contact",
            gemeenten=gemeenten,
            initial={
                "voornaam": who.voornaam,
                "naam": who.naam,
                "telefoon": who.telefoon,
                "email": who.email,
                "weg": zaak.reach_by,
                "taal": zaak.language,
                "gemeente": zaak.gemeente.gm_code if zaak.gemeente else "",
            },
        ),
        "new_need_form": NeedForm(
            prefix="need-0", language=language, suggested=[row.code for row in page.suggestions]
        ),
    }
    if open_question(zaak, at=clock.now()):
        made["aftercare_form"] = AfterCareForm(prefix="aftercare")
    blocks = [_need_block(need, page, language) for need in page.needs]
    if failed is not None:
        act, form = failed
        prefix = str(form.prefix)
        if f"{act.name}_form" in made:
            made[f"{act.name}_form"] = form
        elif prefix == "need-0":
            made["new_need_form"] = form
        for block in blocks:
            for name, place in (("need", "edit"), ("agree", "agree"), ("close_need", "close_need")):
                if prefix == f"{name}-{block['need'].pk}":
                    # The choices of the page have their labels; what was typed and what is wrong stay.
                    if name == "close_need":
                        form.fields["uitkomst"].choices = block["close_need"].fields["uitkomst"].choices  # type: ignore[attr-defined]
                        form.fields["next_step"].choices = block["close_need"].fields["next_step"].choices  # type: ignore[attr-defined]
                    block[place], block["open"] = form, place
    return made | {"blocks": blocks, "open_form": failed[0].name if failed else ""}


def _need_block(need: NeedShown, page: CasePage, language: str) -> dict[str, Any]:
    """A need with its three forms."""
    following = [
        (f"behoefte:{other.pk}", _("Need: %(name)s") % {"name": other.label})
        for other in page.needs
        if other.pk != need.pk
    ]
    following += [
        (f"afspraak:{row.pk}", _("Agreement: %(what)s") % {"what": row.what})
        for other in page.needs
        for row in other.agreements
        if not row.done
    ]
    return {
        "need": need,
        "open": "",
        "close_need": CloseNeedForm(
            prefix=f"close_need-{need.pk}", outcomes=need.outcomes, following=following
        ),
        "agree": AgreementForm(prefix=f"agree-{need.pk}"),
        "edit": NeedForm(
            prefix=f"need-{need.pk}",
            language=language,
            suggested=need.suggested,
            initial={
                "need": need.code,
                "goal": need.goal,
                "works": need.works,
                "obstacles": list(need.obstacle_codes),
                "urgency": need.urgency_code,
                "agreed_on": need.agreed_on,
            },
        ),
    }
