# SPDX-License-Identifier: EUPL-1.2
"""Answers for machines."""
