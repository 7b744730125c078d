# SPDX-License-Identifier: EUPL-1.2
"""Black box: what a vote or a consensus in the Beraad leads to, by the rules of a convenant. Nothing is stored."""

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from werkregio.foundation.errors import InputError

from ...rules.case_files import MAX_BYTES, document, read_cases
from ...rules.decision import decide
from ...rules.explanation import LANGUAGES, explain
from ...rules.impossible import ImpossibleCaseError, Reason


class Command(BaseCommand):
    help = "Rekent uit wat een besluit in het Regionaal Beraad is, met quorum, meerderheid en uitleg."
    # It reads one file: no database, no pages.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--in", dest="source", required=True, help="JSON: een zaak of een lijst, zie docs/commands.md"
        )
        parser.add_argument(
            "--taal", dest="language", choices=LANGUAGES, default="nl", help="Taal van uitleg en fouten"
        )

    def handle(self, *args: Any, source: str, language: str, **options: Any) -> None:
        try:
            found = read_cases(_content(Path(source)))
        except ImpossibleCaseError as error:
            index = re.match(r"\[(\d+)\]", error.field)
            details = {"veld": error.field, "reden": error.reason.value}
            if index:
                details["index"] = index[1]
            raise InputError(error.sentence(language), details=details) from error
        answers = []
        for regels, case in found.cases:
            outcome = decide(regels, case)
            answers.append(document(outcome, explain(regels, outcome, language=language)))
        answer = answers if found.listed else answers[0]
        # JSON is UTF-8; where the output is something else, letters are escaped and it is JSON all the same.
        encoding = (getattr(self.stdout, "encoding", None) or "utf-8").lower()
        escaped = encoding not in {"utf-8", "utf8"}
        self.stdout.write(json.dumps(answer, ensure_ascii=escaped, indent=2))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than allowed is enough to know that it is too much.
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ImpossibleCaseError("", Reason.UNREADABLE) from error
