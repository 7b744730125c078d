# SPDX-License-Identifier: EUPL-1.2
"""Questions to the one door, ready to show."""
