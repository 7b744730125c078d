# SPDX-License-Identifier: EUPL-1.2
"""Rules of signals, without Django."""
