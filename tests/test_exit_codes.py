# SPDX-License-Identifier: EUPL-1.2
"""The exit codes that every command shares: bad input and input with two readings have one of their own."""

import pytest

from werkregio.config import command
from werkregio.foundation.errors import AmbiguousInputError, InputError, SourceUnreachableError


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("Rij 2"), command.EXIT_BAD_INPUT),
        (AmbiguousInputError("Rij 2"), command.EXIT_AMBIGUOUS),
        (SourceUnreachableError("Rij 2"), command.EXIT_UNREACHABLE),
    ],
)
def test_a_refusal_has_its_code_and_says_why(monkeypatch, capsys, error, code):
    def refuse(arguments):
        raise error

    monkeypatch.setattr("django.core.management.execute_from_command_line", refuse)
    with pytest.raises(SystemExit) as stopped:
        command.main()
    assert stopped.value.code == code
    assert capsys.readouterr().err == "Rij 2\n"


def test_the_codes_are_those_of_the_table():
    codes = (command.EXIT_DONE, command.EXIT_FOUND, command.EXIT_BAD_INPUT, command.EXIT_AMBIGUOUS)
    assert (*codes, command.EXIT_UNREACHABLE) == (0, 1, 2, 3, 4)
