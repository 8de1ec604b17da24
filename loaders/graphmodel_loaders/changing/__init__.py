"""Changes to the tables of a study, in either form: rows with their numbers, and changed files as bytes.

Nothing is written here: ``graphmodel.api.changing`` checks a changed copy and swaps the files.
"""

from graphmodel_loaders.changing.files import ChangedFiles as ChangedFiles
from graphmodel_loaders.changing.files import changed_files as changed_files
from graphmodel_loaders.changing.table_rows import rows_of as rows_of

__all__ = ["ChangedFiles", "changed_files", "rows_of"]
