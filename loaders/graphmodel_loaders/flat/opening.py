"""Opens a file that holds a flat sheet, of whatever kind."""

import re
from pathlib import Path

from graphmodel.problems import StudyError
from graphmodel.wording import shown_name
from graphmodel_loaders.archives import OLD_OFFICE
from graphmodel_loaders.flat.grid import Opened
from graphmodel_loaders.flat.text_file import open_text
from graphmodel_loaders.flat.web_page import open_web_page
from graphmodel_loaders.flat.workbooks import open_workbook

TEXT_FILES = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")

_BOOKS = (b"PK\x03\x04", OLD_OFFICE)
"""How an archive begins, as new workbooks are, and an old workbook."""
_OTHERS = (
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "a text of a word processor (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 1 << 12


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
        raise StudyError(
            f"{name} is not a sheet that graphmodel reads. Save it as an Excel workbook (.xlsx) or as CSV."
        )
    try:
        opened = _opened(path, name)
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


def _opened(path: Path, name: str) -> Opened:
    """The file by its content, which its name may hide: exports of web pages are often called .xls, and are none."""
    is_book = path.suffix.lower() in WORKBOOKS
    with path.open("rb") as stream:
        begins = stream.read(_LOOKED_AT)
    if begins.startswith(_BOOKS):
        opened = open_workbook(path)
        return (
            opened if is_book else _noted(opened, f"{name} is a workbook, whatever its name says, and is read as one.")
        )
    for beginning, other in _OTHERS:
        if begins.startswith(beginning):
            raise StudyError(f"{name} is {other}. Open it in the program that made it, and save it as a sheet.")
    if not begins or (is_book and b"\0" in begins and not begins.startswith(_UTF_16)):
        return open_workbook(path) if is_book else open_text(path)  # says what is wrong with it
    plain = begins.decode("utf-16" if begins.startswith(_UTF_16) else "utf-8", "ignore").lstrip("\ufeff \t\r\n").lower()
    if plain.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in plain:
        raise StudyError(
            f"{name} is an XML spreadsheet of 2003. Open it in Excel or LibreOffice and save it as an Excel workbook"
            " (.xlsx)."
        )
    if re.match(r"<(?:!doctype html|html|head|body|meta|style|table)\b", plain) or (
        plain[:1] == "<" and "<html" in plain
    ):
        return _noted(open_web_page(path), f"{name} is a web page, whatever its name says: its tables are read.")
    if is_book:
        return _noted(open_text(path), f"{name} is a text file, whatever its name says, and is read as one.")
    return open_text(path)


def _noted(opened: Opened, note: str) -> Opened:
    return Opened(opened.path, opened.names, opened.read, (note, *opened.notes))
