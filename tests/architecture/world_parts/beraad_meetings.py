# SPDX-License-Identifier: EUPL-1.2
"""A Beraad with a meeting, an item, a paper: for the tests that walk all pages."""

from datetime import date, timedelta
from typing import Any

from tests import factories as f
from werkregio.beraad.models import Datumprikker, Gremium, Vergadering, WerkgebiedBezwaar
from werkregio.beraad.permissions import ROLES as BOARD_ROLES
from werkregio.beraad.queries.meeting_links import ATTEND, POLL, token_for
from werkregio.beraad.rules.paper_pdf import text_pdf
from werkregio.beraad.services import papers
from werkregio.beraad.services.attendance import new_feed
from werkregio.regio.models import Geleding

ROLES = {role.code: "gemeente" for role in BOARD_ROLES}
PARTIJEN: dict[str, dict[str, Any]] = {"gemeente": {"soort": "gemeente"}}
OPEN_PAGES = {
    "beraad:poll_answer",
    "beraad:attend",
    "beraad:calendar_feed",
    "beraad:meetings_public",
    "beraad:public_feed",
    "beraad:vergadering_public",
    "beraad:stuk_public",
}


def add(world: Any, *, partijen: dict[str, Any], actings: dict[str, Any]) -> None:
    """One of everything of the meetings."""
    since = date(2024, 1, 1)
    gremium, _new = Gremium.objects.get_or_create(
        regio=world.regio,
        soort="beraad",
        defaults={"code": "beraad", "naam": f"Zebra beraad {world.name}", "valid_from": since},
    )
    geleding, _new = Geleding.objects.get_or_create(
        regio=world.regio, code="uwv", defaults={"naam": f"Zebra UWV {world.name}", "valid_from": since}
    )
    start = f.MOMENT + timedelta(days=20)
    meeting = Vergadering.objects.create(
        regio=world.regio,
        gremium=gremium,
        soort="regulier",
        titel=f"Zebra vergadering {world.name}",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        state="uitgenodigd",
    )
    item = meeting.agendapunten.create(
        gremium=gremium,
        titel=f"Zebra punt {world.name}",
        soort="bespreking",
        state="geagendeerd",
        position=1,
    )
    dispute = WerkgebiedBezwaar.objects.create(
        agendapunt=item, geleding=geleding, reason="x", at=f.MOMENT, by=actings["bestuurder"].user
    )
    member = actings["bestuurder"].user
    poll = Datumprikker.objects.create(
        gremium=gremium,
        titel=f"Zebra prikker {world.name}",
        soort="regulier",
        closes_at=start,
        made_at=f.MOMENT,
    )
    stuk = papers.add_paper(
        papers.PaperValues(f"Zebra stuk {world.name}", "notitie", "definitief", "openbaar"),
        "stuk.pdf",
        text_pdf(f"Zebra {world.name}", ["x"]),
        agendapunt_id=item.pk,
        by=actings["secretaris"],
        at=f.MOMENT,
    )
    world.kwargs |= {
        "stuk_pk": {"pk": stuk.pk},
        "stuk_versie": {"pk": stuk.pk, "nummer": 1},
        "actiepunt_pk": {
            "pk": gremium.actiepunten.create(wat=f"Zebra actie {world.name}", who="x", made_at=f.MOMENT).pk
        },
        "datumprikker_pk": {"pk": poll.pk},
        "datum_token": {"token": token_for(POLL, poll.deelnemers.create(user=member).pk)},
        "komst_token": {
            "token": token_for(ATTEND, meeting.genodigden.create(user=member, invited_at=f.MOMENT).pk)
        },
        "agendafeed": {"token": new_feed(by=actings["bestuurder"], at=f.MOMENT)},
        "vergadering_pk": {"pk": meeting.pk},
        "agendapunt_pk": {"pk": item.pk},
        "werkgebied_bezwaar": {"pk": item.pk, "dispute": dispute.pk},
    }
