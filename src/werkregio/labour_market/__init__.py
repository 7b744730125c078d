# SPDX-License-Identifier: EUPL-1.2
"""The fact base: supply, demand and mismatch, every number with the road back to its row."""
