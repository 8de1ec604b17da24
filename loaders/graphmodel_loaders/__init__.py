"""Reads studies: a folder of CSV files with study.toml, or one Excel workbook; ``importers`` read other formats.

Names load when they are first used, so that listing the formats costs little.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel_loaders.new import write_example as write_example
    from graphmodel_loaders.new import write_new_study as write_new_study
    from graphmodel_loaders.opening import read_study as read_study
    from graphmodel_loaders.opening import study_workbook as study_workbook

_NAMES = {
    "read_study": "graphmodel_loaders.opening",
    "study_workbook": "graphmodel_loaders.opening",
    "write_example": "graphmodel_loaders.new",
    "write_new_study": "graphmodel_loaders.new",
}

__all__ = ["read_study", "study_workbook", "write_example", "write_new_study"]


def __getattr__(name: str) -> object:
    if name not in _NAMES:
        raise AttributeError(f"module 'graphmodel_loaders' has no attribute {name!r}")
    return getattr(import_module(_NAMES[name]), name)
