# SPDX-License-Identifier: EUPL-1.2
"""The domain of figures as pure functions: what a table is and how each format becomes one."""
