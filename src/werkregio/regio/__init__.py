# SPDX-License-Identifier: EUPL-1.2
"""The region, its municipalities, organisations, memberships and roles."""
