"""Projects of QualCoder: a folder (.qda) with a database, whatever their version."""

from pathlib import Path

from graphmodel.coded_project import CodedProject
from graphmodel.formats import Importer


def read_qualcoder(path: Path, *, study_id: str = "study") -> CodedProject:
    """The project in a folder, a zip archive of it, or its database ``data.qda``.

    Args:
        path: the folder or file. Recordings and pictures beside the database are not read.
        study_id: not needed.

    Raises:
        StudyError: it cannot be read.
    """
    from graphmodel_loaders.databases.qualcoder_project import read_project

    return read_project(path)


def _is_qualcoder(path: object) -> bool:
    from graphmodel_loaders.databases.qualcoder_file import is_project

    return isinstance(path, Path) and is_project(path)


IMPORTER = Importer(
    "qualcoder",
    "a project of QualCoder: its folder, a zip archive of it, or its database",
    read_qualcoder,
    _is_qualcoder,
    endings=(".qda", ".zip"),
    is_coded=True,
)
