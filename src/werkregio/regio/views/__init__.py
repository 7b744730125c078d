# SPDX-License-Identifier: EUPL-1.2
"""Pages of the administrators and of the person: one file for each subject."""
