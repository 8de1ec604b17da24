"""The schema of a study, as data: kinds of node, tables, columns, vocabularies and verbs.

Nothing here reads a user's files. What a study may change (verbs, stages, vocabularies,
focus) is in :class:`graphmodel.settings.Settings` and in the study's own tables.
"""

from graphmodel.schema.columns import Column, TableSchema
from graphmodel.schema.kinds import KINDS, KINDS_BY_NAME, Kind
from graphmodel.schema.tables import TABLES
from graphmodel.schema.vocabularies import VOCABULARIES

__all__ = ["KINDS", "KINDS_BY_NAME", "TABLES", "VOCABULARIES", "Column", "Kind", "TableSchema"]
