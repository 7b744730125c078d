# SPDX-License-Identifier: EUPL-1.2
"""The trace of a request: one id in logs, audit lines and calls to others."""

from contextvars import ContextVar

# Set by the middleware; outside a request an audit line makes its own.
current_trace: ContextVar[str | None] = ContextVar("current_trace", default=None)
