# SPDX-License-Identifier: EUPL-1.2
"""Ballots: who may give one, how often, what is refused with which reason, and what closing makes of them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from tests import factories as f
from tests.factories_beraad_rounds import make_evening

from werkregio.beraad.models import Bijdrage, Stem, Stembriefje
from werkregio.beraad.services import ballots, rounds
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine
from werkregio.regio.models import Mandaat, Zetel

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    return make_evening()


@pytest.fixture
def ronde(evening):
    return evening.no_consensus(evening.item())


def test_the_last_ballot_counts_and_all_are_kept(evening, ronde):
    evening.ballot(ronde, "uwv", "tegen", motivering="Nog niet.")
    evening.ballot(ronde, "uwv", "voor")
    rounds.close_vote(ronde.pk, by=evening.chair, at=evening.at)
    assert Stembriefje.objects.count() == 2
    assert Stem.objects.get().keuze == "voor"
    assert AuditLine.objects.filter(action="stem.uitgebracht").count() == 2


def test_a_double_submit_is_the_same_ballot_also_after_closing(evening, ronde):
    first = evening.ballot(ronde, "uwv", "voor", form_key="een")
    assert evening.ballot(ronde, "uwv", "voor", form_key="een") == first
    rounds.close_vote(ronde.pk, by=evening.chair, at=evening.at)
    assert evening.ballot(ronde, "uwv", "voor", form_key="een") == first
    with pytest.raises(RuleError):
        evening.ballot(ronde, "uwv", "tegen", form_key="twee")


def test_a_substitute_votes_when_he_sits_and_is_named(evening, ronde):
    with pytest.raises(RuleError):
        evening.ballot(ronde, "uwv", "voor", place=1)
    evening.moves("uwv", "uit")
    evening.moves("uwv", "in", place=1)
    briefje = evening.ballot(ronde, "uwv", "voor", place=1)
    assert briefje.mandaat.soort == "plaatsvervanger"
    with pytest.raises(RuleError):
        evening.ballot(ronde, "uwv", "tegen")


def test_two_directors_of_the_unions_have_one_vote_and_the_last_counts(evening, ronde):
    evening.moves("vakbonden", "in", place=2)
    evening.ballot(ronde, "vakbonden", "voor")
    evening.ballot(ronde, "vakbonden", "tegen", place=2)
    rounds.close_vote(ronde.pk, by=evening.chair, at=evening.at)
    assert Stem.objects.get().keuze == "tegen"
    assert Stembriefje.objects.values("by").distinct().count() == 2


def test_outside_the_work_area_one_speaks_and_does_not_decide(evening, in_english):
    item = evening.item(werkgebied_all=False)
    item.werkgebied.set([evening.board.geledingen["onderwijs"]])
    ronde = evening.no_consensus(item)
    with pytest.raises(ballots.OutsideWorkAreaError, match="outside the work area of Sbb"):
        evening.ballot(ronde, "sbb", "voor")
    ballots.contribute(item.pk, tekst="Denk aan leerbedrijven.", by=evening.acting("sbb"), at=evening.at)
    assert Bijdrage.objects.get().mandaat == evening.board.mandaten["sbb"][0]
    assert not Stembriefje.objects.exists()


def test_an_expired_mandate_does_not_vote(evening, ronde, in_english):
    Mandaat.objects.filter(pk=evening.board.mandaten["uwv"][0].pk).update(
        valid_to=f.MOMENT.date().replace(day=1)
    )
    with pytest.raises(RuleError, match="does not hold on this day"):
        evening.ballot(ronde, "uwv", "voor")


def test_who_is_not_there_does_not_vote(evening, ronde, in_english):
    evening.moves("uwv", "uit")
    with pytest.raises(RuleError, match="not noted as present"):
        evening.ballot(ronde, "uwv", "voor")


def test_a_strategic_partner_speaks_and_does_not_vote(evening, ronde, in_english):
    partij = f.PartijFactory(regio=evening.board.regio, soort="bibliotheek")
    zetel = Zetel.objects.create(
        regio=evening.board.regio,
        soort="strategisch",
        partij=partij,
        functie="directeur",
        valid_from=f.LONG_AGO,
    )
    member = f.LidmaatschapFactory(partij=partij, role="strategisch-partner")
    Mandaat.objects.create(zetel=zetel, user=member.user, valid_from=f.LONG_AGO)
    from werkregio.regio.queries import acting_of

    partner = acting_of(member.user, partij.pk, on=f.MOMENT.date())
    with pytest.raises(RuleError, match="has no vote"):
        ballots.cast(ronde.pk, keuze="voor", form_key="x", by=partner, at=evening.at)
    assert ballots.contribute(ronde.agendapunt_id, tekst="Wij helpen.", by=partner, at=evening.at)


def test_the_secretary_never_votes_even_with_a_mandate(evening, ronde, in_english):
    user = evening.board.mandaten["uwv"][0].user
    f.LidmaatschapFactory(user=user, partij=evening.secretary.partij, role="secretaris")
    with pytest.raises(RuleError, match="do not vote"):
        evening.ballot(ronde, "uwv", "voor")


def test_the_centrumgemeente_does_not_vote_for_the_other_municipalities(evening, ronde, in_english):
    wethouder = evening.acting("gemeenten")
    centrum = evening.board.geledingen["centrumgemeente"]
    wethouder.partij.geleding = centrum
    wethouder.partij.save()
    with pytest.raises(RuleError, match="R07"):
        evening.ballot(ronde, "gemeenten", "voor")


def test_spoken_votes_are_written_one_geleding_at_a_time_and_marked(evening, ronde):
    uwv = evening.board.geledingen["uwv"]
    briefje = ballots.write_oral(
        ronde.pk, geleding_id=uwv.pk, keuze="voor", form_key="m", by=evening.secretary, at=evening.at
    )
    assert (briefje.oral, briefje.mandaat) == (True, evening.board.mandaten["uwv"][0])
    with pytest.raises(PermissionDenied):
        ballots.write_oral(
            ronde.pk, geleding_id=uwv.pk, keuze="voor", form_key="n", by=evening.chair, at=evening.at
        )
    evening.moves("uwv", "uit")
    with pytest.raises(RuleError):
        ballots.write_oral(
            ronde.pk, geleding_id=uwv.pk, keuze="voor", form_key="o", by=evening.secretary, at=evening.at
        )


def test_another_choice_or_another_region_is_refused(evening, ronde):
    with pytest.raises(RuleError):
        evening.ballot(ronde, "uwv", "misschien")
    with pytest.raises(PermissionDenied):
        ballots.cast(ronde.pk, keuze="voor", form_key="x", by=make_evening().acting("uwv"), at=evening.at)


def test_the_database_keeps_ballots_votes_and_their_order(evening, ronde):
    first = evening.ballot(ronde, "uwv", "voor")
    later = evening.ballot(ronde, "uwv", "tegen")
    with pytest.raises(DatabaseError, match="round is closed"), transaction.atomic():
        Stem.objects.create(ronde=ronde, geleding=later.geleding, briefje=later, keuze="tegen", at=evening.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Stembriefje.objects.filter(pk=first.pk).update(keuze="tegen")
    closed = rounds.close_vote(ronde.pk, by=evening.chair, at=evening.at)
    with pytest.raises(DatabaseError, match="last ballot"), transaction.atomic():
        Stem.objects.create(ronde=closed, geleding=first.geleding, briefje=first, keuze="voor", at=evening.at)
    with pytest.raises(DatabaseError, match="open"), transaction.atomic():
        Stembriefje.objects.create(
            ronde=closed, geleding=first.geleding, volgnummer=9, keuze="voor", mandaat=first.mandaat,
            form_key="z", at=evening.at, by=first.by,
        )  # fmt: skip


def test_a_geleding_has_one_vote_whatever_happens(evening, ronde):
    evening.ballot(ronde, "uwv", "voor")
    closed = rounds.close_vote(ronde.pk, by=evening.chair, at=evening.at)
    stem = Stem.objects.get()
    from werkregio.foundation.chain import without_triggers

    with without_triggers(), pytest.raises(IntegrityError), transaction.atomic():
        Stem.objects.create(
            ronde=closed, geleding=stem.geleding, briefje=stem.briefje, keuze="voor", at=evening.at
        )


def test_objections_belong_to_a_geleding_that_decides(evening):
    item = evening.item(werkgebied_all=False)
    item.werkgebied.set([evening.board.geledingen["uwv"]])
    ronde = rounds.open_consensus(item.pk, by=evening.chair, at=evening.at)
    with pytest.raises(RuleError):
        ballots.object_to(ronde.pk, tekst="Nee", by=evening.acting("sbb"), at=evening.at)
    written = ballots.object_to(
        ronde.pk, tekst="Te snel", geleding_id=evening.board.geledingen["uwv"].pk, by=evening.secretary,
        at=evening.at,
    )  # fmt: skip
    assert written.geleding.code == "uwv"
