# SPDX-License-Identifier: EUPL-1.2
"""Questions to the fact base: one file a subject."""
