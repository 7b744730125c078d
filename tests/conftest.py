# SPDX-License-Identifier: EUPL-1.2
"""Fixtures for every test."""
