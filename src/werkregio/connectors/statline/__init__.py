# SPDX-License-Identifier: EUPL-1.2
"""CBS StatLine in its own language: OData v3 and v4, over the network or from saved responses."""
