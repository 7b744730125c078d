# SPDX-License-Identifier: EUPL-1.2
"""The console script `werkregio`: every black-box command and every Django command."""

import os
import sys

# Exit codes, the same for all commands (ruling C14).
EXIT_DONE, EXIT_FOUND, EXIT_BAD_INPUT, EXIT_AMBIGUOUS, EXIT_UNREACHABLE = range(5)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkregio.config.settings")
    from django.core.management import execute_from_command_line

    from werkregio.foundation.errors import AmbiguousInputError, InputError, SourceUnreachableError

    try:
        execute_from_command_line(sys.argv)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        if isinstance(error, SourceUnreachableError):
            sys.exit(EXIT_UNREACHABLE)
        sys.exit(EXIT_AMBIGUOUS if isinstance(error, AmbiguousInputError) else EXIT_BAD_INPUT)
