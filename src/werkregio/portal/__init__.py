# SPDX-License-Identifier: EUPL-1.2
"""Pages made of several modules: home, navigation, search."""
