# SPDX-License-Identifier: EUPL-1.2
"""The peer of the load measurement: bare Django pages.

A bare page is what any Django page with this content takes at least. It goes through Django's own request
handling (WSGI handler, addresses, `HttpResponse`) with no middleware at all. When the peer starts it asks each
real page a few times, until what is built once is built, and keeps the name of the template, the context that the
template was given, and the SQL statements of an answer to somebody who comes later. Its view sends the same
statements to the same database with the same settings and reads all rows (between BEGIN and COMMIT in one
transaction, as the real page does), and renders the same template, inherited and included parts too, with that
context. It makes no objects of the rows, and has no rules, forms to fill, sessions, languages or headers of its own.

`WERKREGIO_KEEP_PAGES=0` for both servers
measures without anything that is kept between requests; otherwise a kept page is compared with a bare page
that renders its template each time and sends the one or two queries that the kept page sends.
"""

import os
from dataclasses import dataclass
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkregio.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import Context  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)
from django.urls import path  # noqa: E402

from bench.pages import Page, pages  # noqa: E402
from werkregio.config.urls import urlpatterns as real_urlpatterns  # noqa: E402
from werkregio.foundation.kept_pages import forget_all  # noqa: E402

# How often a real page is asked before it is recorded: what is built once is no part of a page.
WARM = 3
BOUNDARIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one real page did: groups of statements (each group one transaction or none) and what it rendered."""

    template: str
    context: dict[str, Any]
    groups: tuple[tuple[bool, tuple[str, ...]], ...]


def record(page: Page) -> Recorded:
    """Ask the real page until it is warm, and keep its template, its context and its statements."""
    client = Client(HTTP_HOST="localhost", headers={"cookie": page.cookie} if page.cookie else None)

    def ask() -> Any:
        return client.post(page.path, page.data) if page.data else client.get(page.path)

    for _time in range(WARM):
        ask()
    with CaptureQueriesContext(connection) as captured:
        response = ask()
    if response.status_code != 200:
        raise RuntimeError(f"{page.path} answers {response.status_code}")
    if not response.templates:
        # It was kept as a whole: make it once more to see its template, the statements stay those of the kept one.
        forget_all()
        response = ask()
    # The first that was rendered is the page; what it includes comes after, with contexts of their own.
    return Recorded(
        response.templates[0].name,
        response.context[0].flatten(),
        grouped([query["sql"] for query in captured]),
    )


def grouped(statements: list[str]) -> tuple[tuple[bool, tuple[str, ...]], ...]:
    """The statements by transaction: those between BEGIN and COMMIT together, the others by themselves."""
    groups: list[tuple[bool, list[str]]] = [(False, [])]
    for statement in statements:
        word = statement.split(None, 1)[0].upper().rstrip(";")
        if word in ("BEGIN", "COMMIT"):
            groups.append((word == "BEGIN", []))
        elif word not in BOUNDARIES:
            groups[-1][1].append(statement)
    return tuple((together, tuple(group)) for together, group in groups if group)


def send(statements: tuple[str, ...]) -> None:
    """Run the statements and read every row."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()


def bare(request: HttpRequest) -> HttpResponse:
    """The same statements, the same template, the same context."""
    page = recorded[request.path]
    for together, statements in page.groups:
        if together:
            with transaction.atomic():
                send(statements)
        else:
            send(statements)
    template: Any = get_template(page.template)
    return HttpResponse(template.template.render(Context({**page.context, "request": request})))


setup_test_environment(debug=False)
recorded = {page.path.split("?")[0]: record(page) for page in pages()}
teardown_test_environment()
connection.close()

# The addresses of the site stay known: the templates make links to them.
urlpatterns = [*(path(address.lstrip("/"), bare) for address in recorded), *real_urlpatterns]
override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[], DEBUG=settings.DEBUG).enable()
application = WSGIHandler()
