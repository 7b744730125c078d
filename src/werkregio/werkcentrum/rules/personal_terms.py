# SPDX-License-Identifier: EUPL-1.2
"""How a personal field is guarded and how long it stays: the words of `personal_fields.py`."""

from collections.abc import Iterable
from dataclasses import dataclass


def _(text: str) -> str:
    """Marks a text as one to translate; the page that shows it does so."""
    return text


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One field of one table: `Zaakgegevens.sealed`."""

    model: str
    field: str
    holds: str
    activity: str
    term: str
    guard: str

    @property
    def key(self) -> str:
        return f"{self.model}.{self.field}"

    @property
    def rule(self) -> str:
        """Whose term holds: the model of the rules of retention, or `STAYS`, or `FRAMEWORK`."""
        return RULE_OF_TERM[self.term]


SEALED = _("encrypted under the key of the case")
CODE = _("a code or reference; says nothing once the key of the case is gone")
HASH = _("kept as a keyed hash only")
PLAIN = _("readable for those who have the right")
SECRET = _("encrypted under the master key of the installation")
SIGNED = _("signed by the installation")

CASE_TERM = _("as long as the question runs, and after closing until retention deletes the key of the case")
STAFF_TERM = _("as long as the account exists; then only the key of the account stays in events and log")
LOG_TERM = _("stays: it holds ids, codes and times, and the chain must keep its proof")
INVITATION_TERM = _("until it is used, withdrawn or past its end")
TRIES_TERM = _("a quarter of an hour, then only a count")
COMPANY_TERM = _("until no question of this company is kept any more")
SESSION_TERM = _("eight hours, or until signing out")
MESSAGE_TERM = _("ids and codes only; forgotten 90 days after sending")
BOARD_TERM = _(
    "stays: the record of the board must prove for good how it decided; functions, not private data"
)
SOURCE_TERM = _("until the file is undone; a replaced version a year, a file that was only tried one day")

STAYS, FRAMEWORK = "stays", "framework"
# Which rule of retention stands behind each term; a test fails for a term without one.
RULE_OF_TERM = {
    CASE_TERM: "Zaak",
    STAFF_TERM: "User",
    INVITATION_TERM: "Uitnodiging",
    TRIES_TERM: "Codepoging",
    COMPANY_TERM: "Zaak",
    LOG_TERM: STAYS,
    BOARD_TERM: STAYS,
    SESSION_TERM: FRAMEWORK,
    MESSAGE_TERM: FRAMEWORK,
    SOURCE_TERM: FRAMEWORK,
}


def fields_with(
    model: str, fields: Iterable[tuple[str, str]], activity: str, term: str, guard: str
) -> list[PersonalField]:
    return [PersonalField(model, field, holds, activity, term, guard) for field, holds in fields]
