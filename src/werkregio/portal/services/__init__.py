# SPDX-License-Identifier: EUPL-1.2
"""Acts over several modules: the demo."""
