# SPDX-License-Identifier: EUPL-1.2
"""Questions about the region, its organisations and who acts for whom."""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Case, Count, F, QuerySet, When
from django.http import HttpRequest

from werkregio.accounts import queries as accounts
from werkregio.accounts.models import Uitnodiging, User
from werkregio.accounts.queries import has_second_factor
from werkregio.foundation import content

from .models import (
    Arbeidsmarktregio,
    Geleding,
    Gemeente,
    Leeftijdsgrens,
    Lidmaatschap,
    Partij,
    RegioGemeente,
    Sluitingsdag,
    valid_on,
)
from .permissions import Acting, role_label
from .rules import role_book
from .rules.age_limits import AgeLimit, all_limits, limit_on
from .terms import RegioSoort

ACTING_SESSION_KEY = "acting_partij"


def regio_for_host(host: str) -> Arbeidsmarktregio | None:
    """The active region whose site answers on this host; else the default one.

    Default: the setting WERKREGIO_REGION, else the first active region in order of its key.
    """
    regio = _of_host(content.kept("active regions", _active), host)
    # A copy: the kept one is shared by all requests.
    return copy(regio)


def _active() -> list[Arbeidsmarktregio]:
    return list(
        Arbeidsmarktregio.objects.filter(active=True).select_related("centrumgemeente").order_by("pk")
    )


def _of_host(active: list[Arbeidsmarktregio], host: str) -> Arbeidsmarktregio | None:
    name = host.split(":")[0].lower()
    for regio in active:
        if name in regio.hosts:
            return regio
    for regio in active:
        if regio.code == settings.DEFAULT_REGION:
            return regio
    # A practice region answers on its own hosts only.
    return next((regio for regio in active if regio.soort != RegioSoort.OEFEN), None)


def default_regio(code: str | None = None) -> Arbeidsmarktregio | None:
    """The region of a command: the named one, else the default one of this installation."""
    active = Arbeidsmarktregio.objects.filter(active=True).order_by("pk")
    wanted = code or settings.DEFAULT_REGION
    if wanted:
        return active.filter(code=wanted).first()
    return active.exclude(soort=RegioSoort.OEFEN).first()


def site_of(regio: Arbeidsmarktregio) -> str:
    """The address of the public site of a region, for links in messages; without a slash at the end."""
    return f"https://{regio.hosts[0]}" if regio.hosts and settings.PRODUCTION else settings.SITE.rstrip("/")


def closing_days(regio_id: int) -> frozenset[date]:
    """The days on which the counters of a region are closed of their own choice: no working days."""
    return frozenset(Sluitingsdag.objects.filter(regio_id=regio_id).values_list("day", flat=True))


def age_limits_of(regio: Arbeidsmarktregio, code: str) -> list[AgeLimit]:
    """Every age limit of this kind for a region, newest first: its own and the standard. One query."""
    own = [
        AgeLimit(row.code, row.below, row.valid_from, row.source, own=True, key=row.pk)
        for row in Leeftijdsgrens.objects.filter(regio=regio, code=code)
    ]
    return all_limits(own, code)


def age_limit(regio: Arbeidsmarktregio, code: str, *, on: date) -> AgeLimit | None:
    """The age limit that holds in a region on a day."""
    return limit_on(age_limits_of(regio, code), on)


def may_send(code: str) -> bool:
    """Whether messages may leave the house for this region: a practice region sends nothing, ever."""
    return not Arbeidsmarktregio.objects.filter(code=code, soort=RegioSoort.OEFEN).exists()


def gemeenten_of(regio: Arbeidsmarktregio, *, on: date) -> QuerySet[Gemeente]:
    """The municipalities of a region on a day, by name."""
    return (
        Gemeente.objects.filter(valid_on(on, "regio_periodes__"), regio_periodes__regio=regio)
        .distinct()
        .order_by("naam")
    )


def gemeenten_now(regio: Arbeidsmarktregio, *, on: date) -> list[Gemeente]:
    """The same as a list that is read again only when something changed; do not change what is in it."""
    return content.kept(("gemeenten", regio.code, regio.pk, on), lambda: list(gemeenten_of(regio, on=on)))


def geledingen_of(regio: Arbeidsmarktregio, *, on: date) -> QuerySet[Geleding]:
    """The geledingen of a region on a day."""
    return Geleding.objects.filter(valid_on(on), regio=regio)


def regio_of_gemeente(gemeente: Gemeente, *, on: date) -> Arbeidsmarktregio | None:
    """The region a municipality belongs to on a day; None when that is not known."""
    return Arbeidsmarktregio.objects.filter(
        valid_on(on, "lidmaatschappen__"), lidmaatschappen__gemeente=gemeente
    ).first()


def lidmaatschappen_of(user: User, *, on: date) -> QuerySet[Lidmaatschap]:
    """The memberships of a person on a day, in active organisations of active regions."""
    return (
        Lidmaatschap.objects.filter(valid_on(on), user=user, partij__active=True, partij__regio__active=True)
        .select_related("partij__regio", "partij__geleding")
        # Practice last: nobody lands there without choosing it.
        .order_by(
            Case(When(partij__regio__soort=RegioSoort.OEFEN, then=1), default=0), "partij__naam", "role"
        )
    )


def organisations_of(user: User, *, on: date) -> list[Partij]:
    """The organisations that a person can act for on a day, each once, by name."""
    seen: dict[int, Partij] = {}
    for lidmaatschap in lidmaatschappen_of(user, on=on):
        seen.setdefault(lidmaatschap.partij_id, lidmaatschap.partij)
    return list(seen.values())


def acting_of(user: User, partij_id: int | None, *, on: date) -> Acting | None:
    """How this person acts: for the chosen organisation, or for the only or first one."""
    lidmaatschappen = list(lidmaatschappen_of(user, on=on))
    if not lidmaatschappen:
        return None
    chosen = next((x.partij for x in lidmaatschappen if x.partij_id == partij_id), lidmaatschappen[0].partij)
    roles = frozenset(x.role for x in lidmaatschappen if x.partij_id == chosen.pk)
    second_factor = has_second_factor(user)
    return Acting(
        user=user,
        partij=chosen,
        roles=roles,
        rights=role_book.rights_of(roles, has_second_factor=second_factor),
        second_factor_missing=role_book.needs_second_factor(roles) and not second_factor,
    )


def acting(request: HttpRequest) -> Acting | None:
    """How the person of this request acts; None for a visitor or somebody without a membership."""
    lazy = getattr(request, "acting", None)
    return lazy if lazy else None


def regio(request: HttpRequest) -> Arbeidsmarktregio | None:
    """The region of the public site of this request; None on an empty installation."""
    lazy = getattr(request, "regio", None)
    return lazy if lazy else None


def partijen_of(regio: Arbeidsmarktregio) -> QuerySet[Partij]:
    """All organisations of a region, by name."""
    return Partij.objects.filter(regio=regio).select_related("geleding", "gemeente").order_by("naam")


def admin_partijen(regio: Arbeidsmarktregio, *, on: date) -> QuerySet[Partij]:
    """The organisations of a region with the number of their people, for the list of the administrator."""
    people = Count("lidmaatschappen__user", filter=valid_on(on, "lidmaatschappen__"), distinct=True)
    return Partij.objects.filter(regio=regio).select_related("geleding").annotate(people=people)


def leden_of(regio: Arbeidsmarktregio, *, on: date, with_ended: bool = False) -> QuerySet[Lidmaatschap]:
    """The memberships of a region, present and to come; with the ended ones when asked."""
    rows = Lidmaatschap.objects.filter(partij__regio=regio).select_related("user", "partij", "lender")
    if not with_ended:
        rows = rows.exclude(valid_to__lt=on)
    return rows.order_by("user__name", "partij__naam", "role")


def roles_in_words(ids: Collection[int], on: date) -> dict[int, list[str]]:
    """What these people are at present: "Guide, Werkcentrum Noord-Limburg". For `accounts`."""
    described: dict[int, list[str]] = {}
    rows = (
        Lidmaatschap.objects.filter(valid_on(on), user__in=ids, partij__active=True)
        .select_related("partij__regio")
        .order_by("partij__naam", "role")
    )
    for row in rows:
        words = f"{role_label(row.role)}, {row.partij.naam} ({row.partij.regio.naam})"
        described.setdefault(row.user_id, []).append(words)
    return described


def real_region_objection() -> str | None:
    """Why demo mode may not run: real people may be at work here. For `accounts`."""
    real = Arbeidsmarktregio.objects.filter(active=True, soort=RegioSoort.ECHT).first()
    return f"Demo mode cannot be on: region {real.code} is a real one." if real else None


def periodes_of(regio: Arbeidsmarktregio) -> QuerySet[RegioGemeente]:
    """All periods of municipalities in a region, the present ones first."""
    return (
        RegioGemeente.objects.filter(regio=regio)
        .select_related("gemeente")
        .order_by(F("valid_to").desc(nulls_first=True), "gemeente__naam")
    )


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as its organisation sees it."""

    pk: int
    email: str
    roles: list[str]
    created_at: datetime
    expires_at: datetime
    expired: bool
    mail_failed: bool


def invitations_of(partij: Partij, *, at: datetime, pk: int | None = None) -> list[Invitation]:
    """The invitations of an organisation that wait for an answer, the newest first."""
    rows = accounts.open_invitations(f"partij:{partij.pk}", at=at)
    if pk is not None:
        rows = rows.filter(pk=pk)
    return [
        Invitation(
            row.pk,
            row.email,
            [role_label(code) for code in row.payload["roles"]],
            row.created_at,
            row.expires_at,
            row.expires_at <= at,
            bool(row.mail_failed),
        )
        for row in rows
    ]


def partij_of_invitation(invitation: Uitnodiging) -> Partij | None:
    """The organisation that an invitation leads to, in a region that is at work."""
    return (
        Partij.objects.filter(pk=invitation.payload.get("partij"), regio__active=True)
        .select_related("regio")
        .first()
    )
