# SPDX-License-Identifier: EUPL-1.2
"""Factories of what hangs on a figure."""

import factory
from factory.django import DjangoModelFactory

from werkregio.labour_market.models import Duiding

from .factories import MOMENT, PartijFactory, UserFactory


class DuidingFactory(DjangoModelFactory):
    class Meta:
        model = Duiding

    partij = factory.SubFactory(PartijFactory)
    regio = factory.SelfAttribute("partij.regio")
    measure = "bevolking"
    area = "AM29"
    period = "2022"
    value = "280"
    unit = "personen"
    text = "Er wonen hier meer ouderen dan elders in het land."
    written_by = factory.SubFactory(UserFactory)
    role = "analist"
    written_at = MOMENT
