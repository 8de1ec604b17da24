"""Reads studies: a folder of CSV files with study.toml, or one Excel workbook."""

from graphmodel_loaders.new import write_example, write_new_study
from graphmodel_loaders.opening import read_study, study_workbook

__all__ = ["read_study", "study_workbook", "write_example", "write_new_study"]
