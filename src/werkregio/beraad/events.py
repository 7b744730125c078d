# SPDX-License-Identifier: EUPL-1.2
"""What other floors may follow: sent after the act, in its transaction, with ids only."""

from django.dispatch import Signal

# besluit_id, regio_id, at: a decision stands in the register.
besluit_genomen = Signal()
# advies_id, besluit_id, outcome ("gevolgd", "gevolgd_met_wijziging", "afgeweken"), regio_id, at.
college_besloot = Signal()
