# SPDX-License-Identifier: EUPL-1.2
"""Retention of what is no case: colleagues who left, invitations, counts of wrong codes, ended sessions."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Max, Q

from werkregio.accounts import services as accounts
from werkregio.accounts.models import Uitnodiging, User
from werkregio.foundation import audit
from werkregio.regio.models import Arbeidsmarktregio, Lidmaatschap

from ..models import Codepoging
from ..rules.retention import Rule
from .erasure import ACTIVITY
from .referral_steps import SYSTEM
from .zaak import day_of

MAIL_FILES_KEPT = timedelta(days=30)
Add = Callable[[str, str, int], None]


def clean_up_others(
    regio: Arbeidsmarktregio, rules: Sequence[Rule], add: Add, *, at: datetime, trial: bool
) -> None:
    """Apply the rules for everything but cases. `add` takes rule, what was done, and how many."""
    by_model = {rule.model: rule for rule in rules}
    for model, act in (("User", _users), ("Uitnodiging", _invitations), ("Codepoging", _tries)):
        rule = by_model.get(model)
        if rule is not None:
            add(rule.key, "erase", act(regio, rule, at=at, trial=trial))
    if not trial:
        _forget_mail_files(at)
        Session.objects.filter(expire_date__lt=at).delete()


def _users(regio: Arbeidsmarktregio, rule: Rule, *, at: datetime, trial: bool) -> int:
    """People whose last membership anywhere ended so long ago; the region of that one does it."""
    limit = day_of(at) - timedelta(days=rule.days)
    left = (
        User.objects.exclude(name="")
        .filter(lidmaatschappen__isnull=False)
        .exclude(lidmaatschappen__valid_to__isnull=True)
        .annotate(last=Max("lidmaatschappen__valid_to"))
        .filter(last__lt=limit)
        .order_by("pk")
    )
    keys = [
        user.pk
        for user in left
        if Lidmaatschap.objects.filter(user=user, partij__regio=regio, valid_to=user.last).exists()
    ]
    if trial:
        return len(keys)
    for key in keys:
        with transaction.atomic():
            accounts.anonymise(key)
            audit.record(
                "medewerker.geanonimiseerd",
                f"user:{key}",
                region=regio.code,
                by=SYSTEM,
                at=at,
                reason=f"termijn:{rule.state.value}",
                activity=ACTIVITY,
            )
    return len(keys)


def _invitations(regio: Arbeidsmarktregio, rule: Rule, *, at: datetime, trial: bool) -> int:
    """Invitations of organisations of this region that were used, withdrawn, or ran out."""
    limit = at - timedelta(days=rule.days)
    subjects = [f"partij:{pk}" for pk in regio.partijen.values_list("pk", flat=True)]
    over = Uitnodiging.objects.filter(subject__in=subjects).filter(
        Q(accepted_at__lt=limit) | Q(withdrawn_at__lt=limit) | Q(expires_at__lt=limit)
    )
    return over.count() if trial else over.delete()[0]


def _tries(regio: Arbeidsmarktregio, rule: Rule, *, at: datetime, trial: bool) -> int:
    """Counts of wrong codes belong to no region: each run may take the old ones away."""
    over = Codepoging.objects.filter(window__lt=at - timedelta(days=rule.days))
    return over.count() if trial else over.delete()[0]


def _forget_mail_files(at: datetime) -> None:
    """Where mail is written to files instead of sent (demo and trial), old ones go too."""
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return
    folder, limit = Path(settings.EMAIL_FILE_PATH), (at - MAIL_FILES_KEPT).timestamp()
    for file in folder.glob("*.log") if folder.is_dir() else ():
        if file.stat().st_mtime < limit:
            file.unlink(missing_ok=True)
