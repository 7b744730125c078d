# SPDX-License-Identifier: EUPL-1.2
"""`python -m werkregio` does what the console script does."""

from werkregio.config.command import main

main()
