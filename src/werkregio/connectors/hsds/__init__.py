# SPDX-License-Identifier: EUPL-1.2
"""Reading and writing Open Referral HSDS 3.0. Knows the format, not our directory."""
