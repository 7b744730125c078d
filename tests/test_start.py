# SPDX-License-Identifier: EUPL-1.2
"""What a server checks before its first request."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from tests.factories import RegioFactory
from werkregio.config.start import refuse_unsafe_start

pytestmark = pytest.mark.django_db


def test_a_sound_installation_starts():
    refuse_unsafe_start()


def test_a_demo_does_not_start_beside_a_real_region(settings):
    settings.DEMO = True
    RegioFactory(soort="echt", active=False)
    refuse_unsafe_start()
    RegioFactory(soort="echt")
    with pytest.raises(ImproperlyConfigured, match="real one"):
        refuse_unsafe_start()


def test_a_missing_trigger_stops_the_start():
    with connection.cursor() as cursor:
        on = ' ON "foundation_auditline"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "foundation_auditline_no_update"{on}')
    with pytest.raises(ImproperlyConfigured, match="foundation_auditline_no_update"):
        refuse_unsafe_start()
