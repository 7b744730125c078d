# SPDX-License-Identifier: EUPL-1.2
"""Doors of the board: pages decide nothing."""
