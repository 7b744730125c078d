# SPDX-License-Identifier: EUPL-1.2
"""The page for danger: complete in fifteen languages, shown even when database and encoder fail."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_from_request

from ..queries.danger import LANGUAGES, danger_helps, danger_languages, danger_texts


def static_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page without context processors: nothing on it asks the database anything."""
    body = render_to_string(
        template,
        {
            "current_language": translation.get_language() or "nl",
            "danger_languages": danger_languages(),
            **context,
        },
    )
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
def danger(request: HttpRequest, language: str | None = None) -> HttpResponse:
    """Numbers to call now. The language stands in the address; without one the browser's is taken."""
    if language is None:
        wanted = get_language_from_request(request)
        header = request.headers.get("Accept-Language", "")
        first = next(
            (part.split(";")[0].strip()[:2] for part in header.split(",") if part.strip()[:2] in LANGUAGES),
            wanted,
        )
        return redirect("danger", language=first if first in LANGUAGES else "nl")
    if language not in LANGUAGES:
        return redirect("danger", language="en")
    context = {"t": danger_texts(language), "helps": danger_helps(language), "current_code": language}
    return static_page(request, "werkcentrum/danger/danger.html", context)
