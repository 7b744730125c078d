# SPDX-License-Identifier: EUPL-1.2
"""Acts on the region: one function, one transaction, one audit line. One file for each subject."""
