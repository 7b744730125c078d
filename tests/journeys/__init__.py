# SPDX-License-Identifier: EUPL-1.2
"""Stories of people in a real browser, from the first question to help that arrived."""
