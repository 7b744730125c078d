# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the one door: its roles and the rules that the database keeps."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class WerkcentrumConfig(AppConfig):
    name = "werkregio.werkcentrum"
    label = "werkcentrum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import time, timedelta

        from werkregio.foundation import content, jobs, outbox
        from werkregio.foundation.chain import register_guard
        from werkregio.regio.rules import loaders, role_book

        from .permissions import FURTHER_RIGHTS, ROLES
        from .rules.guards import GUARDS
        from .services import (
            aftercare,
            appointment_messages,
            appointments,
            exchange,
            partner_link,
            referral_steps,
            referral_timers,
            retention,
            rights,
            upkeep_reminders,
            webhooks,
        )
        from .services.combinations import load_for as load_combinations
        from .services.consent import load_for as load_consent
        from .services.directory_load import load_for
        from .services.funds import load_for as load_funds

        content.watch(
            *("werkcentrum.Instrument", "werkcentrum.InstrumentTekst", "werkcentrum.InstrumentBehoefte"),
            *("werkcentrum.Aanbod", "werkcentrum.Feit", "werkcentrum.Voorwaarde", "werkcentrum.Woord"),
            *("werkcentrum.Fonds", "werkcentrum.Samenloop"),
        )
        outbox.register(*referral_timers.KINDS, *retention.KINDS, *rights.KINDS)
        outbox.register(aftercare.QUESTION, partner_link.CODE_KIND, *webhooks.KINDS)
        jobs.register(
            jobs.Job(
                "nazorg.vragen",
                _("After-care: ask whoever it is time for"),
                aftercare.ask_due,
                daily_at=time(10, 0),
            )
        )
        jobs.register(
            jobs.Job(
                "doorverwijzing.termijnen",
                _("Terms of referrals: remind, tell the guide, let lapse"),
                referral_timers.run,
                every=timedelta(minutes=15),
            )
        )
        jobs.register(
            jobs.Job(
                "werkcentrum.opruimen",
                _("Erase what is past its term"),
                retention.run_all,
                daily_at=time(2, 0),
            )
        )
        jobs.register(
            jobs.Job(
                "werkcentrum.uitwisselen",
                _("Exchange: forget files that nobody finished, and old versions"),
                exchange.tidy,
                daily_at=time(2, 30),
            )
        )
        outbox.register(*upkeep_reminders.KINDS)
        jobs.register(
            jobs.Job(
                "werkcentrum.bijhouden",
                _("Directory: ask for expired figures, remind of offers to confirm"),
                upkeep_reminders.run,
                daily_at=time(7, 30),
            )
        )
        outbox.register(*appointment_messages.KINDS)
        jobs.register(
            jobs.Job(
                "afspraken.wachtlijst",
                _("Appointments: free places go to the waiting list"),
                appointments.promote_all,
                every=timedelta(minutes=15),
            )
        )
        jobs.register(
            jobs.Job(
                "afspraken.herinneringen",
                _("Appointments: reminders on working days"),
                appointment_messages.plan_reminders_again,
                every=timedelta(minutes=15),
            )
        )
        referral_steps.when_ended(appointments.referral_ended)
        role_book.register(ROLES)
        for code, further in FURTHER_RIGHTS.items():
            role_book.extend(code, further)
        for guard in GUARDS:
            register_guard(guard)
        loaders.register("werkcentrum.directory", load_for)
        loaders.register("werkcentrum.combinations", load_combinations)
        loaders.register("werkcentrum.funds", load_funds)
        loaders.register("werkcentrum.consent", load_consent)
