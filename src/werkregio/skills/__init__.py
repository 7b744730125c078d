# SPDX-License-Identifier: EUPL-1.2
"""Occupations and skills: the concept layer and the linker from anybody's words."""
