# SPDX-License-Identifier: EUPL-1.2
"""Facts told to floors above, after the commit: `send(sender=..., id=..., at=...)`."""

from django.dispatch import Signal

# id of the Toestemming, at
toestemming_ingetrokken = Signal()
# id of the Doorverwijzing, kind (Stap), at
doorverwijzing_veranderd = Signal()
# id of the Zaak, at
zaak_afgesloten = Signal()
