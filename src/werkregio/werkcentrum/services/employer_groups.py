# SPDX-License-Identifier: EUPL-1.2
"""A group of people who lose their work: what the employer tells, a letter with a code, and a count.

Nobody ever learns who of the group came. A question that is left through the letter adds one to a
number, and nothing else: no link, no date, no row (ruling A6; suppression by `foundation.disclosure`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from werkregio.foundation import secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting

from ..models import Groep, Werkgeversvraag
from ..terms_employers import Contract, Medezeggenschap, Onderwerp, Vakbond, Werkgeversstap
from .employer_owner import tell_employer
from .employers import for_owner
from .referral_steps import By
from .zaak import checked, log, save

MOST_PEOPLE = 100_000
LONGEST = 1500
CODE_LENGTH = 8
_TRIES = 10


@dataclass(frozen=True, slots=True)
class GroupIntake:
    """A dismissal of a group as the employer tells it. No names: it is about numbers, dates and contracts."""

    aantal: int = 0
    functies: str = ""
    aangekondigd: date | None = None
    laatste_dag: date | None = None
    or_betrokken: str = Medezeggenschap.ONBEKEND
    vakbonden: Collection[str] = ()
    contracten: Collection[str] = ()
    heeft_cao: bool | None = None
    cao: str = ""
    geregeld: str = ""


def checked_group(group: GroupIntake) -> GroupIntake:
    """A description that makes sense; says at which field it does not."""
    if not 1 <= group.aantal <= MOST_PEOPLE:
        raise RuleError(_("Fill in how many people it is about, as a number."), field="aantal")
    if group.aangekondigd and group.laatste_dag and group.laatste_dag < group.aangekondigd:
        raise RuleError(
            _("The last day is before the day that it was told. Look at both."), field="laatste_dag"
        )
    contracts = tuple(code for code in Contract.values if code in group.contracten)
    if not contracts:
        raise RuleError(
            _("Choose which contracts there are in the group. All of them count."), field="contracten"
        )
    return GroupIntake(
        aantal=group.aantal,
        functies=checked(group.functies, field="functies", required=False, longest=LONGEST),
        aangekondigd=group.aangekondigd,
        laatste_dag=group.laatste_dag,
        or_betrokken=group.or_betrokken
        if group.or_betrokken in Medezeggenschap.values
        else Medezeggenschap.ONBEKEND,
        vakbonden=tuple(code for code in Vakbond.values if code in group.vakbonden),
        contracten=contracts,
        heeft_cao=group.heeft_cao,
        cao=checked(group.cao, field="cao", required=False, longest=200),
        geregeld=checked(group.geregeld, field="geregeld", required=False, longest=LONGEST),
    )


def add_group(vraag: Werkgeversvraag, group: GroupIntake, *, by: By, at: datetime) -> Groep:
    """Keep the group of a locked question, with a code of its own for the letter."""
    good = checked_group(group)
    made = Groep.objects.create(vraag=vraag, code=_free_code(), **_columns(vraag, good))
    tell_employer(vraag, Werkgeversstap.GROEP, by=by, at=at)
    return made


def _columns(vraag: Werkgeversvraag, group: GroupIntake) -> dict[str, object]:
    texts = {"functies": group.functies, "cao": group.cao, "geregeld": group.geregeld}
    return {
        "people": group.aantal,
        "announced_on": group.aangekondigd,
        "last_day": group.laatste_dag,
        "works_council": group.or_betrokken,
        "unions": list(group.vakbonden),
        "contracts": list(group.contracten),
        "has_cao": group.heeft_cao,
        "sealed": vraag.zaak.seal({name: text for name, text in texts.items() if text}),
    }


def _free_code() -> str:
    for _try in range(_TRIES):
        code = secrets.normal_code(secrets.new_code())[:CODE_LENGTH]
        if not Groep.objects.filter(code=code).exists():
            return code
    raise RuleError(_("No code could be made. Please try again in a minute."))


@transaction.atomic
def describe_group(
    vraag_id: int, group: GroupIntake, *, version: int | None = None, by: Acting, at: datetime
) -> Groep:
    """The contact describes the group, or changes what was told. The code of the letter stays."""
    vraag = for_owner(vraag_id, by, version=version)
    known = Groep.objects.filter(vraag=vraag).first()
    if known is None:
        known = add_group(vraag, group, by=by, at=at)
        if Onderwerp.GROEPSONTSLAG not in vraag.subjects:
            chosen = {*vraag.subjects, Onderwerp.GROEPSONTSLAG}
            vraag.subjects = [code for code in Onderwerp.values if code in chosen]
            vraag.save(update_fields=["subjects"])
    else:
        columns = _columns(vraag, checked_group(group))
        for name, value in columns.items():
            setattr(known, name, value)
        known.save(update_fields=list(columns))
        tell_employer(vraag, Werkgeversstap.GROEP, by=by, at=at)
    save(vraag.zaak)
    log("werkgever.group", vraag.zaak, by=by, at=at)
    return known


def group_of_code(regio: Arbeidsmarktregio, typed: str) -> Groep | None:
    """The group whose code a worker typed; in this region, while the question of the employer is kept."""
    code = secrets.normal_code(typed)
    if len(code) != CODE_LENGTH:
        return None
    return (
        Groep.objects.filter(code=code, vraag__zaak__regio=regio, vraag__zaak__withdrawn_at__isnull=True)
        .select_related("vraag__werkgever")
        .first()
    )


def count_one(regio: Arbeidsmarktregio, typed: str) -> None:
    """Somebody left a question through the letter: one more, and nothing else."""
    group = group_of_code(regio, typed)
    if group is not None:
        Groep.objects.filter(pk=group.pk).update(came=F("came") + 1)
