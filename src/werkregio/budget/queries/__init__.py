# SPDX-License-Identifier: EUPL-1.2
"""Questions about money, ready to show."""
