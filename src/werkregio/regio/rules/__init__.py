# SPDX-License-Identifier: EUPL-1.2
"""The domain of the region as pure functions: roles, loaders, reference data."""

from .roles import Role, RoleBook, role_book

__all__ = ["Role", "RoleBook", "role_book"]
