# SPDX-License-Identifier: EUPL-1.2
"""Health pages for whoever watches the service. They tell nothing about the content."""

from django.contrib.auth.decorators import login_not_required
from django.core.checks import Tags, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


@login_not_required
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers, is up to date and keeps its append-only tables."""
    problems = {}
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            problems["migrations"] = "behind"
        elif run_checks(tags=[Tags.database], databases=["default"]):
            problems["triggers"] = "missing"
    except DatabaseError:
        problems["database"] = "no answer"
    body = {"status": "not ready" if problems else "ok", **problems}
    return JsonResponse(body, status=503 if problems else 200, headers={"Cache-Control": "no-store"})
