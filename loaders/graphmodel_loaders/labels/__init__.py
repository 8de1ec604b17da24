"""Studies written in labels: nodes without a table are made of the labels that name them."""

from graphmodel_loaders.labels.made_table import MadeTable
from graphmodel_loaders.labels.making import with_tables_of_labels

__all__ = ["MadeTable", "with_tables_of_labels"]
