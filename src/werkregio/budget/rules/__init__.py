# SPDX-License-Identifier: EUPL-1.2
"""The arithmetic of money, exact and without a database."""
