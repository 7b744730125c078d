# SPDX-License-Identifier: EUPL-1.2
"""The one door: directory of help, question, case, warm referral and consent."""
