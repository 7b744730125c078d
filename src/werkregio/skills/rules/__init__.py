# SPDX-License-Identifier: EUPL-1.2
"""Rules of occupations and skills, without framework."""
