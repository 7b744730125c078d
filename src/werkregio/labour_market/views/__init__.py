# SPDX-License-Identifier: EUPL-1.2
"""Pages of the fact base: one file a subject."""
