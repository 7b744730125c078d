# SPDX-License-Identifier: EUPL-1.2
"""Questions about people who sign in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db.models import QuerySet

from werkregio.foundation import secrets

from .models import Uitnodiging, User
from .rules import demo_objections, describers


def has_second_factor(user: User) -> bool:
    """Whether this person set a one-time code or a security key."""
    return Authenticator.objects.filter(
        user=user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()


def invitation_hash(token: str) -> str:
    """What is kept of the token of an invitation."""
    return secrets.keyed_hash(token, purpose="invitation")


def invitation_by_token(token: str, *, purpose: str) -> Uitnodiging | None:
    """The invitation of a link, whether it can still be used or not."""
    return Uitnodiging.objects.filter(token_hash=invitation_hash(token), purpose=purpose).first()


def open_invitations(subject: str, *, at: datetime) -> QuerySet[Uitnodiging]:
    """Invitations to this subject that wait for an answer, the newest first; those that ran out too."""
    return Uitnodiging.objects.filter(
        subject=subject, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).order_by("-created_at")


def is_invited(email: str, *, at: datetime) -> bool:
    """Whether an invitation to this address waits for an answer."""
    return Uitnodiging.objects.filter(
        email__iexact=email, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    ).exists()


def user_by_email(email: str) -> User | None:
    """The person who signs in with this address."""
    return User.objects.filter(email=email.lower()).first()


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person as the sign-in page of the demo shows it."""

    name: str
    email: str
    code: str
    roles: list[str]


def demo_objection() -> str | None:
    """Why the demo may not show sign-in codes here; None when it may."""
    if not settings.DEMO:
        return "Demo mode is off."
    if not settings.DEBUG or settings.PRODUCTION:
        return "Demo mode needs debug and never runs in production."
    return next((reason for objection in demo_objections if (reason := objection())), None)


def totp_code(user: User) -> str | None:
    """The one-time code of this moment of an invented person; None for a real one or without a factor."""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if factor is None or not user.is_invented:
        return None
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(decrypt(factor.data["secret"]), counters[len(counters) // 2]))


def describe_people(ids: Collection[int], *, on: date) -> dict[int, list[str]]:
    """What these people are, in words, as upper modules know it."""
    described: dict[int, list[str]] = {}
    for describe in describers:
        for key, lines in describe(ids, on).items():
            described.setdefault(key, []).extend(lines)
    return described


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of a person, to show."""

    totp: bool
    keys: int
    recovery_codes: bool

    @property
    def any(self) -> bool:
        return self.totp or self.keys > 0


def factors_of(user: User) -> Factors:
    types = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return Factors(
        totp=Authenticator.Type.TOTP in types,
        keys=types.count(Authenticator.Type.WEBAUTHN),
        recovery_codes=Authenticator.Type.RECOVERY_CODES in types,
    )


def demo_people(*, on: date) -> list[DemoPerson]:
    """All invented people with their present code. Empty unless this is a demo."""
    if demo_objection():
        return []
    people = list(User.objects.filter(is_invented=True, is_active=True).order_by("name"))
    described = describe_people([person.pk for person in people], on=on)
    return [
        DemoPerson(person.name, person.email, code, described.get(person.pk, []))
        for person in people
        if (code := totp_code(person))
    ]


def workspace_languages() -> list[tuple[str, str]]:
    """The languages in which staff can work."""
    return [(code, name) for code, name in settings.LANGUAGES if code in settings.WORKSPACE_LANGUAGES]
