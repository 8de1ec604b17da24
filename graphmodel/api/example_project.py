"""A small invented project of coded interviews, for those who want to try an import before they have their own."""

import os
import zipfile
from pathlib import Path

from graphmodel.output.files import replacing
from graphmodel.problems import OutputError
from graphmodel_loaders.loaded_study import packaged_folder

_PROJECT = packaged_folder().parent / "project"


def write_example_project(path: str | Path) -> Path:
    """Write a small invented project in REFI-QDA, to try :func:`graphmodel.import_study` on.

    It has three interviews on one page each, coded as programs for qualitative research do.

    Args:
        path: a new file, ``.qdpx``.

    Returns:
        The file.

    Raises:
        OutputError: there is such a file, it has another ending, or it cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".qdpx":
        raise OutputError(f"{target} is not the name of a project. End it in .qdpx.", by_caller=True)
    if os.path.lexists(target):
        raise OutputError(f"{target} is already there, and is not overwritten. Choose another name.")
    with replacing(target) as work, zipfile.ZipFile(work, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(_PROJECT.iterdir()):
            name = file.name if file.suffix == ".qde" else f"sources/{file.name}"
            archive.writestr(zipfile.ZipInfo(name), file.read_bytes())
    return target
