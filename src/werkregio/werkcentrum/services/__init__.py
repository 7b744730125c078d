# SPDX-License-Identifier: EUPL-1.2
"""Acts of the one door: one function, one transaction, one audit line."""
