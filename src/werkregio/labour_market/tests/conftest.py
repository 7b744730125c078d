# SPDX-License-Identifier: EUPL-1.2
"""Every test of figures has a store of its own, and the real tables where they can be had."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.DATA = tmp_path / "data"


@pytest.fixture
def extern():
    """A function that gives a file of the shared data, or skips with its name (ruling C23)."""

    def find(name: str) -> Path:
        path = Path(os.environ.get("WERKREGIO_EXTERN", "../shared")) / name
        if not path.exists():
            pytest.skip(f"{path} is not here; set WERKREGIO_EXTERN.")
        return path

    return find
