"""Opens a file that holds a flat sheet, of whatever kind."""

from pathlib import Path

from graphmodel.problems import StudyError
from graphmodel.wording import shown_name
from graphmodel_loaders.flat.grid import Opened
from graphmodel_loaders.flat.text_file import open_text
from graphmodel_loaders.flat.workbooks import open_workbook

TEXT_FILES = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def open_file(path: Path) -> Opened:
    """Open a workbook or a text file of any of the usual kinds.

    Raises:
        StudyError: there is no such file, or it cannot be read; the message says what to do.
    """
    name = shown_name(path)
    if not path.exists():
        raise StudyError(f"There is no file {path}. Check the path.")
    if path.is_dir():
        raise StudyError(f"{path} is a folder. Name the file of your sheet, such as {path / 'MY.xlsx'}.")
    if not path.is_file():
        raise StudyError(f"{path} is not a plain file, so it is not read.")
    if path.name.startswith(("~$", ".~lock.")):
        raise StudyError(
            f"{name} is what Excel or LibreOffice keeps while a file is open. Name the file itself:"
            f" {name.removeprefix('~$').removeprefix('.~lock.').rstrip('#')}."
        )
    ending = path.suffix.lower()
    if ending not in {*TEXT_FILES, *WORKBOOKS}:
        raise StudyError(f"{name} is not a sheet that is read. Save it as an Excel workbook (.xlsx) or as CSV.")
    try:
        opened = open_text(path) if ending in TEXT_FILES else open_workbook(path)
    except PermissionError as error:
        raise StudyError(
            f"{name} cannot be opened: it is open in Excel or another program, or you may not read it. Close it there"
            " and try again."
        ) from error
    except OSError as error:
        raise StudyError(f"{name} cannot be opened: {error.strerror or error}. Check the path.") from error
    beside = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if any(lock.exists() for lock in beside):
        note = f"{name} is open in Excel or another program: what is not saved there is not read."
        return Opened(path, opened.names, opened.read, (note, *opened.notes))
    return opened
