# SPDX-License-Identifier: EUPL-1.2
"""The measures on more than one engine, on generated figures that nobody is shown."""
