# SPDX-License-Identifier: EUPL-1.2
"""Measurements: each beside a peer, in one run."""
