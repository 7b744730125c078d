# SPDX-License-Identifier: EUPL-1.2
"""The Regionaal Beraad: from agenda item to a decision that can be checked."""
