# SPDX-License-Identifier: EUPL-1.2
"""Doors of the module: pages decide nothing."""
