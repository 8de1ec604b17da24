"""Keeps results from being written over a study's own files, or where they would become part of it."""

from pathlib import Path

from graphmodel.problems import OutputError
from graphmodel.schema import TABLES
from graphmodel_loaders import study_workbook
from graphmodel_loaders.rows import tidy_name


def keep_out_of(study: Path, output: Path) -> None:
    """Refuse a place for results that would harm the study.

    Args:
        study: the folder or workbook that is asked.
        output: the file or folder that results are to go to.

    Raises:
        OutputError: it is a file that the study is read from, or would be read as one of its tables.
    """
    target, place = output.expanduser().resolve(), study.expanduser().resolve()
    folder = place if place.is_dir() else place.parent
    elsewhere = f"Choose another place, such as {Path('results') / (output.name if target != folder else '')}."
    if target == (study_workbook(place) if place.is_dir() else place):
        raise OutputError(f"{output} is the study itself; nothing was written. {elsewhere}")
    if target == place:
        raise OutputError(f"{output} is the folder of the study; nothing was written. {elsewhere}")
    if target.parent == folder and target.suffix.lower() in {".csv", ".tsv"}:
        if tidy_name(target.stem) in TABLES:
            raise OutputError(f"{output} is the name of a table of the study; nothing was written. {elsewhere}")
        if place.is_dir() and study_workbook(place) is None:
            raise OutputError(
                f"{output} would be read as a table of the study, as it lies in its folder; nothing was written."
                f" {elsewhere}"
            )
