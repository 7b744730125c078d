# SPDX-License-Identifier: EUPL-1.2
"""Money of the region: from proposal and decision to what was spent and what it brought."""
