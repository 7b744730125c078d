# SPDX-License-Identifier: EUPL-1.2
"""Audit line, append-only tables, secrets, errors, clock: no domain words."""
