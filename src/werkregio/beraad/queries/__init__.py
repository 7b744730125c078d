# SPDX-License-Identifier: EUPL-1.2
"""What pages of the board show, in a fixed number of queries."""
