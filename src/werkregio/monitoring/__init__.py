# SPDX-License-Identifier: EUPL-1.2
"""What the region learns: signals to the national board, and later measuring and evaluating."""
