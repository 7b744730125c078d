# SPDX-License-Identifier: EUPL-1.2
"""Acts of the fact base: one file a subject."""
