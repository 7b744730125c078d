# SPDX-License-Identifier: EUPL-1.2
"""Two at the same moment: one guide gets the question, one form makes one case, five tries stay five."""

import threading

import pytest
from django.db import connections
from django.test import TransactionTestCase
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory, RegioFactory, ZaakFactory

from werkregio.foundation import audit, secrets
from werkregio.foundation.chain import without_triggers
from werkregio.foundation.errors import ConflictError
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Codepoging, Zaak, Zaakgebeurtenis
from werkregio.werkcentrum.rules.code_tries import MOST_TRIES
from werkregio.werkcentrum.services import intake, mine, worklist


@pytest.fixture
def _emptied_without_triggers(monkeypatch):
    """Append-only tables are emptied after the test, which their triggers would refuse."""
    teardown = TransactionTestCase._fixture_teardown

    def empty(self):
        with without_triggers():
            teardown(self)

    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", empty)


@pytest.fixture
def committed(_emptied_without_triggers, transactional_db):
    """A database on which several connections see the same rows."""


def at_once(*acts):
    """Run the acts in threads that start together; results and errors in their order."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait()
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def guides(partij, n):
    return [
        acting_of(LidmaatschapFactory(partij=partij, role="gids").user, None, on=MOMENT.date())
        for _x in range(n)
    ]


def test_of_guides_at_the_same_moment_one_gets_the_question(committed):
    partij = PartijFactory()
    zaak = ZaakFactory(regio=partij.regio)
    results = at_once(*(lambda by=by: worklist.take(zaak.pk, by=by, at=MOMENT) for by in guides(partij, 4)))
    won = [result for result in results if isinstance(result, Zaak)]
    lost = [result for result in results if isinstance(result, ConflictError)]
    assert (len(won), len(lost)) == (1, 3)
    zaak.refresh_from_db()
    assert all(zaak.owner.name in error.message for error in lost)
    assert Zaakgebeurtenis.objects.filter(zaak=zaak, kind="overgenomen").count() == 1
    assert audit.verify() == []


def test_one_form_sent_several_times_makes_one_case(committed):
    regio = RegioFactory()
    intake.wegwijzer.router_for(regio)
    question = intake.NewQuestion(vraag="Ik zoek werk.")
    results = at_once(
        *(
            lambda: intake.leave_question(regio, question, form_key="een-formulier", at=MOMENT)
            for _x in range(4)
        )
    )
    assert Zaak.objects.count() == 1
    assert sorted(left.again for left in results) == [False, True, True, True]
    assert len({left.code for left in results}) == 1
    assert Zaakgebeurtenis.objects.filter(kind="geopend").count() == 1


def test_wrong_codes_at_the_same_moment_are_all_counted(committed):
    regio = RegioFactory()
    results = at_once(
        *(
            lambda: mine.enter(secrets.new_code(), regio_id=regio.pk, network="192.0.2.1", at=MOMENT)
            for _x in range(8)
        )
    )
    assert all(entry.zaak is None for entry in results)
    assert Codepoging.objects.get().wrong == MOST_TRIES
