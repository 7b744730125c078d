# SPDX-License-Identifier: EUPL-1.2
"""Reading and checking what somebody typed."""
