# SPDX-License-Identifier: EUPL-1.2
"""`werkregio verlopen-doorverwijzingen`: end referrals that nobody answered; run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from werkregio.foundation import clock

from ...services.referral import lapse_overdue


class Command(BaseCommand):
    help = "End every referral that a partner did not answer in time; the need returns to its guide."

    def handle(self, *args: Any, **options: Any) -> None:
        lapsed = lapse_overdue(at=clock.now())
        self.stdout.write(f"Lapsed: {lapsed}")
