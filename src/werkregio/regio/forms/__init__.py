# SPDX-License-Identifier: EUPL-1.2
"""Reading and checking what administrators type. One file for each subject."""
