# SPDX-License-Identifier: EUPL-1.2
"""What people type in the pages of the fact base."""
