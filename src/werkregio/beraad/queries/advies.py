# SPDX-License-Identifier: EUPL-1.2
"""The zwaarwegend advies as a document, in lists, and what the college made of it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkregio.design.document_parts import Document, Facts, Heading, Paragraph, Part, Table, paragraphs
from werkregio.regio.permissions import Acting

from ..models import Advies, Besluit, Bezwaar, Stem
from ..permissions.consulting import may_read_advies
from ..rules.advies_states import DECIDED, OPENS_MONEY, Stand
from ..terms import BesluitType, Keuze
from ..terms_consulting import AdviesStaat


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far the advice of a decision is. `outcome` is empty while the college has not decided."""

    state: str
    outcome: str

    @property
    def decided(self) -> bool:
        return self.outcome in DECIDED

    @property
    def money_available(self) -> bool:
        return self.outcome in OPENS_MONEY


def outcome_of(besluit_id: int) -> Outcome | None:
    """What the college made of the advice of a decision; None when no advice was written."""
    row = Advies.objects.filter(besluit_id=besluit_id).values_list("state", "uitkomst").first()
    return Outcome(*row) if row else None


def is_settled(besluit_id: int) -> bool:
    """Whether a decision that costs money may be closed (R20)."""
    found = outcome_of(besluit_id)
    return found is not None and found.decided


def asks_advies(besluit: Besluit) -> bool:
    """A decision of which the college must hear formally."""
    return besluit.financial or besluit.type == BesluitType.ZWAARWEGEND_ADVIES


def advies_for(acting: Acting, pk: int) -> Advies | None:
    """An advice that this person may read."""
    row = _rows(acting).filter(pk=pk).first()
    return row if row is not None and may_read_advies(acting, row) else None


def _rows(acting: Acting) -> QuerySet[Advies]:
    return Advies.objects.filter(regio_id=acting.regio_id).select_related(
        "besluit__agendapunt",
        "besluit__vergadering",
        "regio__centrumgemeente",
        "agendapunt_terug__vergadering",
    )


def adviezen(acting: Acting, *, state: str = "") -> list[Advies]:
    """All that this person may read, newest first."""
    rows = _rows(acting).filter(state=state) if state else _rows(acting)
    return [row for row in rows if may_read_advies(acting, row)]


def without_advies(acting: Acting) -> list[Besluit]:
    """Decisions for which an advice must still be written."""
    if not acting.has("advies.write"):
        return []
    rows = Besluit.objects.filter(regio_id=acting.regio_id, advies__isnull=True)
    return [row for row in rows if asks_advies(row)]


def amount_in_words(amount: Decimal | None) -> str:
    """An amount as people here write it; unknown is not zero."""
    return _("not known yet") if amount is None else f"€ {number_format(amount, 2, force_grouping=True)}"


def minority_view(besluit: Besluit) -> str:
    """What was said by who was not in favour: motives of votes and objections in the round before."""
    stemmen = Stem.objects.filter(ronde_id=besluit.ronde_id).exclude(keuze=Keuze.VOOR)
    said = [
        (stem.geleding.naam, stem.briefje.motivering)
        for stem in stemmen.select_related("geleding", "briefje")
        if stem.briefje.motivering
    ]
    objections = Bezwaar.objects.filter(ronde__agendapunt_id=besluit.agendapunt_id).select_related("geleding")
    said += [(row.geleding.naam, row.tekst) for row in objections]
    return "\n\n".join(f"{name}: {text}" for name, text in said)


def document_of(advies: Advies) -> Document:
    """The advice in the language of the page. It says each time that the college decides, and the Beraad advises."""
    besluit = advies.besluit
    college = advies.regio.centrumgemeente
    parts: list[Part] = [
        Facts(
            [
                (_("To"), _("College of mayor and aldermen of %s") % (college.naam if college else "–")),
                (_("From"), _("The Regionaal Beraad of %s") % advies.regio.naam),
                (_("Decision"), f"{besluit.number}, {date_format(besluit.taken_on, 'j E Y')}"),
                (_("Amount"), amount_in_words(besluit.amount) if besluit.financial else _("no costs")),
                (_("Budget line"), advies.begrotingsregel),
                (_("Part of the agenda"), _agenda_link(besluit)),
            ]
        ),
        Heading(_("Proposal")),
        *paragraphs(besluit.tekst),
        Paragraph(
            _(
                "The Regionaal Beraad is a network of partners. It gives this zwaarwegend advies; the college "
                "of the centrumgemeente takes the formal decision on the money."
            )
        ),
    ]
    if advies.toelichting:
        parts += [Heading(_("Explanation")), *paragraphs(advies.toelichting)]
    parts += [Heading(_("How the Beraad came to this advice")), *_votes(besluit)]
    parts += [Heading(_("View of the minority"))]
    parts += paragraphs(advies.minderheid) or [Paragraph(_("No other view was brought forward."))]
    if advies.uitkomst:
        parts += [Heading(_("Answer of the college")), *_answer(advies)]
    draft = advies.state == AdviesStaat.OPGESTELD
    title = _("Zwaarwegend advies %(number)s: %(title)s") % {"number": besluit.number, "title": besluit.titel}
    return Document(title, get_language() or "nl", parts, _("Draft") if draft else "")


def _agenda_link(besluit: Besluit) -> str:
    item = besluit.agendapunt
    if item.subject_title:
        return item.subject_title
    if item.outside_agenda_because:
        return _("Outside the agenda: %s") % item.outside_agenda_because
    return _("not stated")


def _votes(besluit: Besluit) -> list[Part]:
    parts: list[Part] = [Paragraph(str(besluit.get_outcome_display()), strong=True)]
    words = besluit.computation.get("uitleg")
    if words:
        parts.append(Paragraph(str(words)))
    stemmen = list(Stem.objects.filter(ronde_id=besluit.ronde_id).select_related("geleding"))
    if stemmen:
        rows = [
            [s.geleding.naam, str(s.get_keuze_display()), _("not counted") if s.refused else ""]
            for s in stemmen
        ]
        parts.append(Table(_("Votes by geleding"), [_("Geleding"), _("Vote"), _("Note")], rows))
    else:
        parts.append(Paragraph(_("There was consensus; no vote was taken.")))
    return parts


def _answer(advies: Advies) -> list[Part]:
    words = str(AdviesStaat(advies.uitkomst).label)
    day = date_format(advies.college_on, "j E Y") if advies.college_on else ""
    return [
        Paragraph(f"{words}, {day}", strong=True),
        *paragraphs(advies.wijziging if advies.uitkomst == Stand.GEVOLGD_MET_WIJZIGING else advies.reden),
    ]


def advies_of(besluit: Besluit, acting: Acting) -> Advies | None:
    """The advice of a decision, where this person may read it."""
    row = Advies.objects.select_related("besluit").filter(besluit=besluit).first()
    return row if row is not None and may_read_advies(acting, row) else None
