# SPDX-License-Identifier: EUPL-1.2
"""The fixed items of a meeting: of a regular one and of a brede bijeenkomst (L1257-1262, L1280-1284, R28). Pure."""

from dataclasses import dataclass

from ..terms import AgendapuntSoort, VergaderingSoort


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed item: its key, an English source text for the title, minutes, and whether it ends the agenda."""

    key: str
    title: str
    soort: str
    minutes: int
    last: bool = False


def _(text: str) -> str:
    """Marks a text as one to translate; the service that makes the item does so."""
    return text


REGULAR = (
    Fixed("opening", _("Opening and agenda"), AgendapuntSoort.BESPREKING, 5),
    Fixed("verslag", _("Minutes of the last meeting"), AgendapuntSoort.BESPREKING, 5),
    Fixed("acties", _("List of actions"), AgendapuntSoort.BESPREKING, 10),
    Fixed("mededelingen", _("Announcements"), AgendapuntSoort.TER_KENNISNAME, 10),
    Fixed("rondvraag", _("Any other business and closing"), AgendapuntSoort.BESPREKING, 10, last=True),
)
# A brede bijeenkomst looks at the progress on the agenda and at the figures of the labour market, hears
# what others bring in, and adjusts.
BROAD = (
    Fixed("opening", _("Opening and welcome"), AgendapuntSoort.BESPREKING, 10),
    Fixed("voortgang", _("Progress on the goals of the agenda"), AgendapuntSoort.BESPREKING, 30),
    Fixed("cijfers", _("Figures of the labour market"), AgendapuntSoort.TER_KENNISNAME, 20),
    Fixed("inbreng", _("What partners bring in"), AgendapuntSoort.BESPREKING, 30),
    Fixed("bijstellen", _("What we adjust"), AgendapuntSoort.BESPREKING, 20),
    Fixed("rondvraag", _("Closing"), AgendapuntSoort.BESPREKING, 10, last=True),
)


def template_for(soort: str) -> tuple[Fixed, ...]:
    """The fixed items of a kind of meeting."""
    return BROAD if soort == VergaderingSoort.BREED else REGULAR
