# SPDX-License-Identifier: EUPL-1.2
"""How the Beraad decides, as pure functions."""
