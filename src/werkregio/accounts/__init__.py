# SPDX-License-Identifier: EUPL-1.2
"""People who sign in, their second factor and their invitation."""
