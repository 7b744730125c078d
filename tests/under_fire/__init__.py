# SPDX-License-Identifier: EUPL-1.2
"""Server and worker as processes of their own that are killed in the middle of their work."""
