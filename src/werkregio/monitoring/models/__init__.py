# SPDX-License-Identifier: EUPL-1.2
"""Tables of signals, national themes and lessons."""

from .signaal import LandelijkThema, Les, Signaal, SignaalStap

__all__ = ["LandelijkThema", "Les", "Signaal", "SignaalStap"]
