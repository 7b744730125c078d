# SPDX-License-Identifier: EUPL-1.2
"""Tables of the fact base: one file a subject."""

from .datasets import Dataset, DatasetVersion, ImportRun, RawFile

__all__ = ["Dataset", "DatasetVersion", "ImportRun", "RawFile"]
