# SPDX-License-Identifier: EUPL-1.2
"""An audit line in the shape of the standard Logboek Dataverwerkingen (Logius).

Source: the tables of the interface of the log in that standard, and its extension for reading. Times are
milliseconds since 1970 and identifiers are hexadecimal, as there.
"""

from typing import Any

from .models import AuditLine

# What a line points to when its act has no entry of its own in the register.
REGISTER = "urn:werkregio:verwerkingsregister"
SUBJECT_TYPE = "urn:werkregio:zaaksleutel"


def as_logboek(line: AuditLine) -> dict[str, Any]:
    """One line as the standard wants it. An act takes no time here: start and end are the same moment."""
    moment = int(line.at.timestamp() * 1000)
    attributes: dict[str, str] = {"dpl.core.processing_activity_id": activity_of(line)}
    if line.subject:
        # A random key of the case, never a BSN; retention makes it lead nowhere.
        attributes["dpl.core.data_subject_id"] = line.subject
        attributes["dpl.core.data_subject_id_type"] = SUBJECT_TYPE
    return {
        "trace_id": line.trace_id,
        "operation_id": line.operation_id,
        "status_code": line.status_code,
        "name": line.action,
        "start_time": moment,
        "end_time": moment,
        "resource": {"name": "werkregio", "region": line.region},
        "attributes": attributes,
    }


def activity_of(line: AuditLine) -> str:
    """The entry in the register of processing, as an address."""
    if line.activity.startswith(("http://", "https://", "urn:")):
        return line.activity
    return f"{REGISTER}:{line.activity or line.action}"
