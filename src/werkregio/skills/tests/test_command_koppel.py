# SPDX-License-Identifier: EUPL-1.2
"""The command `werkregio koppel`: files in, a ranking out, bad input refused by name."""

import pytest
from django.core.management import call_command

from werkregio.foundation.errors import InputError

LIST = "kok_0\tkok\nkok_1\tkeukenmedewerker\nlas_0\tlasser\nlas_1\tlasser\tconstructie\n"


@pytest.fixture
def ask(tmp_path):
    def run(titles, corpus=LIST, **options):
        (tmp_path / "lijst.tsv").write_bytes(corpus if isinstance(corpus, bytes) else corpus.encode())
        (tmp_path / "titels.tsv").write_bytes(titles if isinstance(titles, bytes) else titles.encode())
        arguments = ["--taxonomie", f"{tmp_path}/lijst.tsv", "--in", f"{tmp_path}/titels.tsv"]
        given = {"uit": f"{tmp_path}/rang.tsv", "top": "10"} | options
        for name, value in given.items():
            arguments += [f"--{name}", value]
        call_command("koppel", *arguments, "--zonder-encoder")
        return (tmp_path / "rang.tsv").read_text()

    return run


def test_each_concept_once_ranked_from_one_with_six_decimals(ask):
    rows = [line.split("\t") for line in ask("t1\tKeukenmedewerker\nt2\tlasser\n").splitlines()]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("t1", "kok_1", "1"),
        ("t1", "las_0", "2"),
        ("t2", "las_0", "1"),
        ("t2", "kok_1", "2"),
    ]
    assert rows[0][3] == "1.000000"
    assert all(len(row[3].split(".")[1]) == 6 for row in rows)


def test_top_byte_order_mark_and_windows_line_ends(ask):
    assert ask(b"\xef\xbb\xbft1\tkok\r\n", top="1").split("\t")[:3] == ["t1", "kok_0", "1"]


def test_further_tabs_belong_to_the_text(ask):
    assert ask("t1\tlasser\tconstructie\n", top="1").split("\t")[1] == "las_1"


def test_the_same_twice(ask):
    assert ask("t1\tkokkin\nt2\t\n") == ask("t1\tkokkin\nt2\t\n")


@pytest.mark.parametrize(
    ("titles", "corpus", "options", "named"),
    [
        ("zonder tab\n", LIST, {}, "--in: regel 1"),
        ("t1\tkok\nt1\tlasser\n", LIST, {}, "t1 staat twee keer"),
        (b"t1\tkok\nt2\t\xff\xfe\n", LIST, {}, "regel 2"),
        ("t1\tkok\n", "", {}, "--taxonomie"),
        ("t1\tkok\n", LIST, {"top": "0"}, "--top"),
        ("t1\tkok\n", LIST, {"uit": "/bestaat/niet/rang.tsv"}, "--uit"),
    ],
)
def test_bad_input_is_refused_by_name(ask, titles, corpus, options, named):
    with pytest.raises(InputError) as refused:
        ask(titles, corpus, **options)
    assert named in str(refused.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"--taxonomie: kan .* niet lezen"):
        call_command(
            "koppel", "--taxonomie", f"{tmp_path}/nee.tsv", "--in", "nee.tsv", "--uit", f"{tmp_path}/uit.tsv"
        )
