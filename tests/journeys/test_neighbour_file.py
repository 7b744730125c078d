# SPDX-License-Identifier: EUPL-1.2
"""An editor brings in the file of a neighbour: five records are broken, the others are there for a guide."""

import json

from . import work

_ID = "5d0f3f86-7c55-4f4e-9f0a-{:012d}"


def _service(number, name, **more):
    return {"id": _ID.format(number), "name": name, "status": "active", **more}


BROKEN = [
    _service(11, "Zonder stand", status="misschien"),
    {**_service(12, "Verkeerd nummer"), "id": "BL-12"},
    {"id": _ID.format(13), "status": "active"},
    _service(14, "Geen adres", email="geen adres"),
    "losse regel",
]


def _choose_file(editor, name, data):
    editor.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": data})


def _of_this_journey(way):
    """Each way of walking has a source and names of its own: the site is shared."""
    word = str(way).replace(" ", "-")
    return f"Buren {word}", f"Taalcafé {word}"


def test_broken_records_of_a_neighbour_stop_no_good_ones(come, way):
    editor, guide = come("redacteur"), come("gids")
    source, name = _of_this_journey(way)
    good = [_service(1, name, description="U oefent Nederlands."), _service(2, f"{name} twee")]
    data = json.dumps({"services": [good[0], *BROKEN, good[1]]}, indent=1).encode()

    editor.open("/redactie/")
    editor.press(work.exactly(editor.words("Exchange")))
    editor.sees_heading("Exchange")

    # A file that is not UTF-8 is refused with what to do; what was typed stays.
    editor.choose("What is in the file?", "Help from another directory (Open Referral HSDS)")
    editor.fill("Whose directory is it?", source)
    _choose_file(editor, "buren.csv", 'id,name\n1,"é"'.encode("cp1252"))
    editor.press("Look at the report", status=422)
    editor.reads("UTF-8")

    _choose_file(editor, "buren.json", data)
    editor.press("Look at the report")
    editor.reads("Nothing is stored yet")
    editor.reads("“%(detail)s” is no UUID, such as ac148810-d857-441c-9679-408f346de14b.", detail="BL-12")
    editor.press("Store this")
    editor.reads("Stored. You can undo this as a whole.")

    guide.open("/redactie/bronnen/")
    guide.fill("Name", name)
    guide.press("Filter")
    guide.press(work.exactly(name))
    guide.reads("Not checked by us")
    guide.reads_not("Make an own copy")

    editor.open("/redactie/bronnen/")
    editor.fill("Name", name)
    editor.press("Filter")
    editor.press(work.exactly(name))
    editor.choose("Main subject", "Werk of ander werk zoeken")
    editor.tick("Looking for work")
    editor.press("Make an own copy")
    editor.reads("This is your own copy, as a draft. Fill it in, check it and publish it.")

    # Undoing takes the file back and leaves the own copy.
    editor.open("/redactie/uitwisselen/")
    editor.page.get_by_role("row").filter(has_text=source).get_by_role("link").first.click()
    editor.look()
    editor.press("Undo this file")
    editor.fill("Why?", "Verkeerd bestand")
    editor.press("Undo this file")
    editor.reads("Everything that this file did was undone.")
    guide.open("/redactie/bronnen/")
    guide.reads_not(name)
