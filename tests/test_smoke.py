import pytest

from tests.factories import *

pytestmark = pytest.mark.django_db


def test_x(signed_in):
    c = signed_in()
    r = c.get("/nl/")
    assert r.status_code == 200
    z = ZaakFactory()
    b = BehoefteFactory(zaak=z)
    AanbodFactory()
    assert z.unseal(z.gegevens.sealed)["voornaam"] == "Noor"
    from werkregio.foundation import audit
    from werkregio.foundation.models import AuditLine

    l = audit.record("x", z, region="r", by=c.user, at=MOMENT)
    assert audit.verify() == []
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        AuditLine.objects.all().update(action="y")


def test_ready(client):
    assert client.get("/gezond/klaar").json() == {"status": "ok"}
