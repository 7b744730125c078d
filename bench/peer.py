# SPDX-License-Identifier: EUPL-1.2
"""The peer of the load measurement: a bare Django page.

It renders the same template with the same context and sends the same queries to the database, without
middleware, sign-in, rules or forms. What it takes is what any Django page with this content takes.
"""

import os
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkregio.config.settings")
django.setup()

from django.core.handlers.wsgi import WSGIRequest  # noqa: E402 - after the set-up
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import Context  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from bench.pages import Page, pages  # noqa: E402

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def record(page: Page) -> tuple[str, dict[str, Any], list[str]]:
    """Ask the real page once and keep its template, its context and its queries."""
    client = Client(HTTP_HOST="localhost", headers={"cookie": page.cookie} if page.cookie else None)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.post(page.path, page.data) if page.data else client.get(page.path)
    if response.status_code != 200:
        raise RuntimeError(f"{page.path} answers {response.status_code}")
    context = {key: value for part in response.context for key, value in part.flatten().items()}
    statements = [q["sql"] for q in captured if q["sql"].lstrip().upper().startswith(("SELECT", "WITH"))]
    return response.templates[0].name, context, statements


def application_for(recorded: dict[str, tuple[str, dict[str, Any], list[str]]]) -> Application:
    """A WSGI application that serves the recorded pages and nothing else."""
    templates = {path: get_template(name) for path, (name, _context, _sql) in recorded.items()}

    def page(request: HttpRequest) -> HttpResponse:
        _name, context, statements = recorded[request.path]
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()
        return HttpResponse(templates[request.path].template.render(Context({**context, "request": request})))

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        response = page(WSGIRequest(environ))
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [response.content]

    return application


setup_test_environment(debug=False)
application = application_for({page.path.split("?")[0]: record(page) for page in pages()})
