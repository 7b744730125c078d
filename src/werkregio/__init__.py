# SPDX-License-Identifier: EUPL-1.2
"""Werkregio: software on which a Dutch labour-market region works."""

__version__ = "0.1.0"
