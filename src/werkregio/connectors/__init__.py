# SPDX-License-Identifier: EUPL-1.2
"""One package for each outside system; speaks its language, knows no module."""
