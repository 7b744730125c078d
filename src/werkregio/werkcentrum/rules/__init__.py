# SPDX-License-Identifier: EUPL-1.2
"""The rules of the Werkcentrum as pure functions and frozen data; no framework, no tables."""
