# SPDX-License-Identifier: EUPL-1.2
"""Two at the same moment: one partner becomes the contact, one company gets one row, counts are not lost."""

import pytest
from tests import factories as f
from tests.factories import MOMENT

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Groep, Werkgever, Werkgeversvraag
from werkregio.werkcentrum.services import employer_intake, employer_requests, employers
from werkregio.werkcentrum.services.employer_groups import count_one
from werkregio.werkcentrum.services.intake import NewQuestion, wegwijzer
from werkregio.werkcentrum.tests.test_concurrency_zaak import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def partners(regio, n):
    members = [
        f.LidmaatschapFactory(partij=f.PartijFactory(regio=regio, soort="uwv"), role="professional")
        for _x in range(n)
    ]
    return [acting_of(member.user, member.partij_id, on=MOMENT.date()) for member in members]


def test_of_partners_at_the_same_moment_one_is_the_contact():
    vraag = f.WerkgeversvraagFactory()
    results = at_once(
        *(lambda by=by: employers.take(vraag.pk, by=by, at=MOMENT) for by in partners(vraag.zaak.regio, 4))
    )
    won = [result for result in results if isinstance(result, Werkgeversvraag)]
    lost = [result for result in results if isinstance(result, ConflictError)]
    assert (len(won), len(lost)) == (1, 3)
    vraag.refresh_from_db()
    assert all(vraag.owner.name in error.message for error in lost)
    assert all(vraag.owner_partij.naam in error.message for error in lost)
    assert vraag.gebeurtenissen.filter(kind="genomen").count() == 1
    assert audit.verify() == []


def test_accepting_and_calling_back_at_the_same_moment_end_in_one_contact():
    owner, other = partners((vraag := f.WerkgeversvraagFactory()).zaak.regio, 2)
    employers.take(vraag.pk, by=owner, at=MOMENT)
    employer_requests.ask_hand_over(vraag.pk, to_partij=other.partij.pk, by=owner, at=MOMENT)
    results = at_once(
        lambda: employer_requests.answer_hand_over(vraag.pk, accept=True, by=other, at=MOMENT),
        lambda: employer_requests.recall_hand_over(vraag.pk, by=owner, at=MOMENT),
    )
    assert sum(isinstance(result, RuleError) for result in results) == 1
    vraag.refresh_from_db()
    accepted = not isinstance(results[0], RuleError)
    assert vraag.owner_partij == (other.partij if accepted else owner.partij)


def test_one_company_with_one_number_and_one_form_makes_one_question():
    regio = f.RegioFactory()
    wegwijzer.router_for(regio)
    asked = employer_intake.EmployerQuestion(
        company=employer_intake.Company("Kwekerij", kvk="12345678"),
        subjects=("vacature",),
        question=NewQuestion(vraag="Wij zoeken mensen."),
    )
    results = at_once(
        *(
            lambda key=key: employer_intake.leave(regio, asked, form_key=key, at=MOMENT)
            for key in ("een", "een", "twee", "drie")
        )
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    assert (Werkgever.objects.count(), Werkgeversvraag.objects.count()) == (1, 3)
    assert audit.verify() == []


def test_no_worker_of_a_group_is_lost_in_the_count():
    group = f.GroepFactory()
    regio = group.vraag.zaak.regio
    at_once(*(lambda: count_one(regio, group.code) for _x in range(6)))
    assert Groep.objects.get(pk=group.pk).came == 6
