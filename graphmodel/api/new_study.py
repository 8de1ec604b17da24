"""Begins a study: an empty one, or a copy of the bundled one. The folder is complete, or it is as it was."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from graphmodel.output.files import replacing_folder
from graphmodel.output.written import clear_unfinished
from graphmodel.problems import OutputError
from graphmodel_loaders import new
from graphmodel_loaders.folder_writer import refuse_if_filled


def write_new_study(
    folder: str | Path, excel: bool = False, *, further: Collection[str] = (), minimal: bool = False
) -> Path:
    """Write a new study to a new or empty folder.

    Args:
        folder: where to.
        excel: one workbook, ``study.xlsx``, with drop-down lists, instead of CSV files.
        further: more tables than those that a study begins with, such as ``["ratings"]``, or ``["all"]``.
        minimal: the table of claims alone, with the columns that matter.

    Returns:
        What the other commands take: the folder, or the workbook.

    Raises:
        NotFound: there is no such table.
        OutputError: the folder is not empty, or cannot be written to.
    """
    target = Path(folder)
    with filling(target) as work:
        name = new.write_new_study(work, excel, further, minimal).relative_to(work)
    return target / name


def write_example(folder: str | Path) -> list[Path]:
    """Copy all files of the bundled study to a new or empty folder.

    Returns:
        The files written.

    Raises:
        OutputError: the folder is not empty, or cannot be written to.
    """
    target = Path(folder)
    with filling(target) as work:
        names = [file.name for file in new.write_example(work)]
    return [target / name for name in names]


@contextmanager
def filling(folder: Path) -> Iterator[Path]:
    """A folder to write into, which takes the place of a new or empty one when it is complete."""
    clear_unfinished()
    refuse_if_filled(folder)
    try:
        with replacing_folder(folder, earlier=()) as work:
            yield work
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written: {error.strerror or error}. Nothing was written. Check the path and "
            "whether the disk is full, or name a folder of your own."
        ) from error
