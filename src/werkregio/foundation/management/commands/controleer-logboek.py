# SPDX-License-Identifier: EUPL-1.2
"""`werkregio controleer-logboek`: find lines of the log that were altered, removed, inserted or cut off."""

import re
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkregio.foundation import audit
from werkregio.foundation.errors import InputError

_HEAD = re.compile(r"^(?P<region>[a-z0-9-]+)/(?P<month>\d{4}-\d{2}):(?P<number>\d+):(?P<hash>[0-9a-f]{64})$")


class Command(BaseCommand):
    help = "Check the log. Exit code 0: nothing found; 1: something is wrong, each finding on its own line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--regio", help="Only the log of this region")
        parser.add_argument(
            "--kop",
            action="append",
            default=[],
            metavar="REGION/MONTH:NUMBER:HASH",
            help="A head that was published before; may be given more than once",
        )
        parser.add_argument(
            "--koppen", action="store_true", help="Show the present heads, to publish them elsewhere"
        )

    def handle(self, *args: Any, regio: str | None, kop: list[str], koppen: bool, **options: Any) -> None:
        published = [self._read(text) for text in kop]
        findings = audit.verify(regio)
        for region, month, number, known in published:
            findings += audit.compare(region, month, number, known)
        for found in findings:
            self.stdout.write(f"{found.region}/{found.month}:{found.sequence}: {found.problem}")
        if koppen:
            for head in audit.heads(regio):
                self.stdout.write(f"{head.region}/{head.month}:{head.sequence}:{head.hash}")
        if findings:
            sys.exit(1)
        if not koppen:
            lines = sum(head.sequence for head in audit.heads(regio))
            self.stdout.write(f"{lines} lines checked, nothing found.")

    @staticmethod
    def _read(text: str) -> tuple[str, str, int, str]:
        match = _HEAD.match(text)
        if match is None:
            raise InputError(f"Cannot read the head {text!r}: write REGION/MONTH:NUMBER:HASH.")
        return match["region"], match["month"], int(match["number"]), match["hash"]
