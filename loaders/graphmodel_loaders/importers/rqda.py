"""Projects of RQDA, a package of R: one SQLite file (.rqda)."""

from pathlib import Path

from graphmodel.coded_project import CodedProject
from graphmodel.formats import Importer


def read_rqda(path: Path, *, study_id: str = "study") -> CodedProject:
    """The project in a file.

    Args:
        path: the file.
        study_id: not needed.

    Raises:
        StudyError: it cannot be read.
    """
    del study_id
    from graphmodel_loaders.databases.rqda_project import read_project

    return read_project(path)


def _is_rqda(path: object) -> bool:
    from graphmodel_loaders.databases.rqda_project import TABLES
    from graphmodel_loaders.sqlite_file import has_tables, is_sqlite

    return isinstance(path, Path) and path.is_file() and is_sqlite(path) and has_tables(path, TABLES)


IMPORTER = Importer("rqda", "a project of RQDA (.rqda)", read_rqda, _is_rqda, endings=(".rqda",), is_coded=True)
