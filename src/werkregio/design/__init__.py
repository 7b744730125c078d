# SPDX-License-Identifier: EUPL-1.2
"""Page shell, components, design tokens and their template tags."""
