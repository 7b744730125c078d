# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the module: one file a subject, each with its table `PAGES`."""

import pkgutil
from importlib import import_module
from typing import Any

app_name = "beraad"
urlpatterns: list[Any] = []
for _found in pkgutil.iter_modules(__path__):
    urlpatterns += import_module(f"{__name__}.{_found.name}").urlpatterns
