# SPDX-License-Identifier: EUPL-1.2
"""Address of the year plan."""

from django.urls import path

from ..views import year_plan

urlpatterns = [path("beraad/jaarplan/", year_plan.year_plan, name="year_plan")]

PAGES: dict[str, tuple[str, str | None]] = {"year_plan": ("right:vergadering.write", None)}
