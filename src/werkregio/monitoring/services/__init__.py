# SPDX-License-Identifier: EUPL-1.2
"""Acts on signals: one function an act, one transaction."""
