# SPDX-License-Identifier: EUPL-1.2
"""Tables of the fact base: one file a subject."""

from .datasets import Dataset, DatasetVersion, ImportRun, RawFile
from .figures import Duiding, Gebruik
from .maps import MapLayer
from .sources import Source

__all__ = ["Dataset", "DatasetVersion", "Duiding", "Gebruik", "ImportRun", "MapLayer", "RawFile", "Source"]
