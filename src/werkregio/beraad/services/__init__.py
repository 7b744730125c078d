# SPDX-License-Identifier: EUPL-1.2
"""Acts of the board: one function an act, one transaction."""
