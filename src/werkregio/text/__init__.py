# SPDX-License-Identifier: EUPL-1.2
"""Text engine: language, stems, lexical index, encoder. Pure Python, no domain words."""
