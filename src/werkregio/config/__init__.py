# SPDX-License-Identifier: EUPL-1.2
"""Settings, root addresses and the command line: knows every module, known by none."""
