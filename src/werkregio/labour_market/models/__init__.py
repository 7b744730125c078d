# SPDX-License-Identifier: EUPL-1.2
"""Tables of the fact base: one file a subject."""

from .datasets import Dataset, DatasetVersion, ImportRun, RawFile
from .maps import MapLayer
from .sources import Source

__all__ = ["Dataset", "DatasetVersion", "ImportRun", "MapLayer", "RawFile", "Source"]
