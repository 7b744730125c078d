# SPDX-License-Identifier: EUPL-1.2
"""The duties of the centrumgemeente, with where they stand (advice report 5.4 and 5.12, S12)."""

from collections.abc import Mapping

# Code of the duty with lines of the dossier; words stand in `queries.duties`.
DUTIES: Mapping[str, str] = {
    "functionele-regie": "adv 5.4, L1136-1138, L1151-1154",
    "secretariaat": "adv 5.4, L1138-1139",
    "thematafels": "adv 5.4, L1139; 5.6, L1271-1273",
    "besluit-over-middelen": "adv 5.3, L1111-1117; 5.4, L1139-1143",
    "verantwoording": "adv 5.4, L1142-1143",
    "opdrachtgever-staf": "adv 5.4, L1143-1144",
    "financien-en-control": "adv 5.4, L1144-1145",
    "rechtspersoon": "adv 5.4, L1145-1147",
    "ontvanger-van-middelen": "adv 5.12, L1409-1413",
    "niet-namens-gemeenten": "adv 5.4, L1156-1158",
}
