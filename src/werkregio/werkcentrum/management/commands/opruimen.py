# SPDX-License-Identifier: EUPL-1.2
"""`werkregio opruimen`: tell people and erase what is past its term; the worker does this every night."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkregio.foundation import clock
from werkregio.foundation.errors import InputError
from werkregio.regio.models import Arbeidsmarktregio

from ...services.erasure import wipe_free_space
from ...services.retention import clean_up

_WORDS = {
    "keep": "kept",
    "tell": "told",
    "wait": "told before, waiting",
    "held": "held back",
    "erase": "erased",
    "failed": "failed",
}


class Command(BaseCommand):
    help = "Erase what is past its term. Exit code 0: done; 1: something failed, named by key; 2: no such region."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--regio", help="Only this region; else every region that works here")
        parser.add_argument(
            "--proef", action="store_true", help="Change nothing; say by rule what would happen now"
        )

    def handle(self, *args: Any, regio: str | None, proef: bool, **options: Any) -> None:
        regions = Arbeidsmarktregio.objects.filter(active=True).order_by("pk")
        if regio:
            regions = Arbeidsmarktregio.objects.filter(code=regio)
            if not regions:
                raise InputError(f"There is no region {regio}.")
        at = clock.now()
        failed, erased = False, 0
        for region in regions:
            self.stdout.write(f"{region.code}{' (trial, nothing changes)' if proef else ''}")
            found = clean_up(region, at=at, trial=proef, progress=self._progress)
            for key, counter in sorted(found.counts.items()):
                words = ", ".join(f"{_WORDS[what]}: {counter[what]}" for what in _WORDS if counter[what])
                self.stdout.write(f"  {key}: {words}")
            if not found.counts:
                self.stdout.write("  nothing")
            for failure in found.failures:
                failed = True
                self.stdout.write(f"  failed: {failure['thing']} ({failure['problem']})")
            erased += found.total("erase")
        if erased and not proef:
            wiped = wipe_free_space()
            self.stdout.write(
                "Free space of the database rewritten."
                if wiped
                else "The database was busy: its free space is rewritten next time."
            )
        if failed:
            sys.exit(1)

    def _progress(self, seen: int) -> None:
        self.stdout.write(f"  {seen} questions seen")
        self.stdout.flush()
