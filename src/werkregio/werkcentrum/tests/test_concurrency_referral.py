# SPDX-License-Identifier: EUPL-1.2
"""Two people act on one referral at the same moment: one wins, the other is told, nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import TransactionTestCase
from tests.factories import MOMENT

from werkregio.foundation import audit
from werkregio.foundation.chain import without_triggers
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.werkcentrum.models import Doorverwijzing, Inzage
from werkregio.werkcentrum.services import consent, inbox, referral

from .referral_road import member, place, walk


@pytest.fixture
def _emptied_without_triggers(monkeypatch):
    """Append-only tables cannot be emptied after the test while their triggers are on."""
    teardown = TransactionTestCase._fixture_teardown

    def empty(self):
        with without_triggers():
            teardown(self)

    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", empty)


@pytest.fixture
def road(_emptied_without_triggers, transactional_db):
    return place()


def _at_once(*acts):
    """Run the acts in threads with connections of their own; returns what each of them raised, or None."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            act()
        except Exception as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def _one_won(results):
    failures = [result for result in results if result is not None]
    assert len(failures) == len(results) - 1, results
    assert all(isinstance(failure, RuleError) for failure in failures), results
    return failures


def test_accepting_and_declining_at_once_gives_one_answer(road):
    walk(road, "ontvangen")
    colleague = member("professional", road.partij)
    seen = road.sequence
    failures = _one_won(
        _at_once(
            lambda: inbox.accept_referral(road.referral.pk, expected=seen, by=road.partner, at=MOMENT),
            lambda: inbox.decline_referral(
                road.referral.pk, reason="vol", expected=seen, by=colleague, at=MOMENT
            ),
        )
    )
    assert isinstance(failures[0], ConflictError)
    assert road.sequence == seen + 1
    assert audit.verify() == []


def test_sending_twice_at_once_opens_one_grant(road):
    walk(road, "ingestemd")
    _one_won(_at_once(*[lambda: referral.send_referral(road.referral.pk, by=road.guide, at=MOMENT)] * 2))
    assert Inzage.objects.count() == 1


def test_agreeing_twice_at_once_is_one_consent(road):
    walk(road, "aangeboden")
    _one_won(
        _at_once(
            lambda: consent.give_consent(road.referral.pk, zaak=road.zaak, language="nl", at=MOMENT),
            lambda: consent.record_basis(
                road.referral.pk, via="papier", language="nl", by=road.guide, at=MOMENT
            ),
        )
    )
    assert road.referral.toestemmingen.count() == 1


def test_the_same_form_sent_twice_at_once_makes_one_referral(road):
    def start():
        referral.start_referral(
            road.zaak.pk,
            road.behoefte.pk,
            partij_id=road.partij.pk,
            fields=[],
            despite_warnings=True,
            form_key="one",
            by=road.guide,
            at=MOMENT,
        )

    assert _at_once(start, start, start) == [None, None, None]
    assert Doorverwijzing.objects.filter(form_key="one").count() == 1


def test_taking_back_wins_from_whatever_the_partner_does(road):
    walk(road, "ontvangen")
    results = _at_once(
        lambda: consent.withdraw(road.referral.pk, zaak=road.zaak, by="persoon", at=MOMENT),
        lambda: inbox.accept_referral(road.referral.pk, by=road.partner, at=MOMENT),
    )
    assert results[0] is None
    assert road.state == "ingetrokken"
    assert Inzage.objects.get().ended_at == MOMENT
