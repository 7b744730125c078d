# SPDX-License-Identifier: EUPL-1.2
"""Addresses of what is loaded and of bringing in figures."""

from django.urls import path

from ..views import datasets, uploads

urlpatterns = [
    path("werk/cijfers/", datasets.datasets, name="datasets"),
    path("werk/cijfers/ophalen/", datasets.fetch, name="dataset_fetch"),
    path("werk/cijfers/inlezen/", uploads.upload, name="dataset_upload"),
    path("werk/cijfers/<int:pk>/", datasets.dataset, name="dataset"),
    path("werk/cijfers/invoer/<int:pk>/", uploads.import_run, name="import_run"),
    path("werk/cijfers/invoer/<int:pk>/geweigerd.csv", uploads.import_refusals, name="import_refusals"),
]

PAGES = {
    "datasets": ("right:dataset.read", None),
    "dataset_fetch": ("right:dataset.fetch", None),
    "dataset_upload": ("right:dataset.import", None),
    "dataset": ("right:dataset.read", "dataset"),
    "import_run": ("right:dataset.read", "import_run"),
    "import_refusals": ("right:dataset.read", "import_run"),
}
