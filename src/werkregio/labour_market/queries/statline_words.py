# SPDX-License-Identifier: EUPL-1.2
"""Why a response or folder of StatLine is refused, as a sentence for whoever imports it."""

from django.utils.translation import gettext as _

from werkregio.connectors.statline.parts import StatlineError


def in_words(error: StatlineError) -> str:
    """The sentence of a refusal, with the way out where there is one."""
    sentences = {
        "no-folder": _("There is no folder or file {file}."),
        "nothing-in-folder": _("Nothing of table {table} was found in {file}."),
        "other-table": _("These files are of table {found}, not of {table}."),
        "unknown-format": _("It cannot be told whether the files of {table} are OData v3 or v4."),
        "double-page": _("The set {role} is there twice, for example as JSON and as Parquet. Leave one out."),
        "not-utf8": _("{file} is not UTF-8 text."),
        "not-json": _("{file} is not JSON, or it breaks off halfway."),
        "no-rows": _("{file} holds no list of rows."),
        "not-parquet": _("{file} is not Parquet, or it is damaged."),
        "not-zip": _("{file} is no zip file, or it is damaged."),
        "bad-zip": _("{file} holds something that may not be unpacked: {found}."),
        "too-large": _("{file} unpacks to more than {limit} megabytes."),
        "wrong-answer": _("{address} answered with something else than StatLine."),
        "other-host": _("The table leads to another machine: {address}. It is not followed."),
        "no-table": _("{address} does not know table {table}."),
        "keeps-changing": _("Table {table} changed each time while it was fetched. Try again later."),
        "unreachable": _("{address} cannot be reached ({reason}). What was fetched is kept; try again."),
    }
    return sentences.get(error.code, _("This cannot be read as StatLine.")).format(**error.detail)
