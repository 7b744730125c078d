# SPDX-License-Identifier: EUPL-1.2
"""The command `besluit` from the command line: its exit codes, and nothing printed beside an error."""

import json
import sys

import pytest

from werkregio.config import command

CASE = {"geledingen": ["uwv", "sbb"], "vertegenwoordigd": ["uwv"], "consensus": True}


def test_the_exit_code_of_bad_input_is_two(tmp_path, monkeypatch, capsys):
    path = tmp_path / "zaak.json"
    path.write_text(json.dumps([CASE, CASE | {"consensus": "ja"}]))
    monkeypatch.setattr(sys, "argv", ["werkregio", "besluit", "--in", str(path)])
    with pytest.raises(SystemExit) as stopped:
        command.main()
    assert stopped.value.code == command.EXIT_BAD_INPUT
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "Veld [1].consensus: 'ja' is niet true of false.\n")


def test_an_outcome_without_a_decision_is_no_error(tmp_path, monkeypatch, capsys):
    path = tmp_path / "zaak.json"
    path.write_text(json.dumps(CASE | {"vertegenwoordigd": []}))
    monkeypatch.setattr(sys, "argv", ["werkregio", "besluit", "--in", str(path)])
    command.main()
    printed = capsys.readouterr()
    assert json.loads(printed.out)["uitkomst"] == "geen_besluit_quorum"
    assert printed.err == ""
