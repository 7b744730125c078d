# SPDX-License-Identifier: EUPL-1.2
"""What every page needs: region, who acts, menu, languages."""

from typing import Any

from django.http import HttpRequest


def page_shell(request: HttpRequest) -> dict[str, Any]:
    return {}
