"""Opens a study in either form: a folder of CSV files, or one workbook."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from graphmodel.problems import Problem, Problems, StudyError
from graphmodel.records.folder import FOLDER, is_unfinished
from graphmodel.schema import TABLES
from graphmodel.schema.vocabularies import default_supply
from graphmodel.suggest import did_you_mean, near
from graphmodel.wording import Call, Message, counted, shown_name, typed
from graphmodel_loaders.csv_file import CsvTable, open_csv_table
from graphmodel_loaders.filled_ids import with_filled_ids
from graphmodel_loaders.labels import with_tables_of_labels
from graphmodel_loaders.loaded_study import LoadedStudy, LoadedTable, notes_on_defaults, with_defaults
from graphmodel_loaders.rows import TELLING, tidy_name
from graphmodel_loaders.settings_place import SettingsPlace
from graphmodel_loaders.study_settings import read_toml, settings_of

TABLE_FILES = (".csv", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm")
SETTINGS_FILE = "study.toml"
STUDY_WORKBOOK = "study.xlsx"


def read_study(path: str | Path) -> LoadedStudy:
    """Open a study: a folder of CSV files with study.toml, or one workbook.

    The settings of a workbook are in its sheet ``study``, or else in study.toml beside it. A folder
    with a workbook and no CSV file is read from that workbook; from ``study.xlsx`` if there are several.

    Args:
        path: the folder or the workbook.

    Returns:
        The study; its ``problems`` are those found on opening.

    Raises:
        StudyError: there is no study; the message says what to do.
    """
    path = Path(path)
    try:
        return _open(path)
    except OSError as error:
        what = f"{path} cannot be read: {error.strerror or error}."
        raise StudyError(
            f"{what} Check that you have permission to read it and that no other program has it open."
        ) from error


def refuse_missing(path: Path) -> None:
    """Refuse a path at which there is nothing.

    Raises:
        StudyError: there is no folder or file; the message names one that it may mean.
    """
    if not path.exists():
        raise StudyError(f"There is no folder or workbook {path}.{_near(path)}")


def _open(path: Path) -> LoadedStudy:
    refuse_missing(path)
    if path.is_dir():
        return _open_folder(path)
    if not path.is_file():
        raise StudyError(f"{path} is neither a folder nor a plain file. Name a folder of tables, or an Excel workbook.")
    if path.suffix.lower() in WORKBOOKS:
        return _open_workbook(path, path)
    if path.suffix.lower() in {".xls", ".ods", ".numbers", ".xlsb"}:
        raise StudyError(f"{path.name} is another kind of workbook. Save it as an Excel workbook (.xlsx).")
    raise StudyError(
        f"{path.name} is one file. Name the folder of the study's tables ({path.resolve().parent}),"
        " or an Excel workbook (.xlsx)."
    )


def _open_folder(folder: Path) -> LoadedStudy:
    files, books, toml = csv_files(folder), _workbooks(folder), folder / SETTINGS_FILE
    if not _is_folder_of_tables(folder, files):
        if book := study_workbook(folder):
            return _open_workbook(book, folder)
        raise StudyError(_no_study(folder, files, books))
    problems = Problems()
    tables: dict[str, LoadedTable] = dict(_open_tables(folder, problems))
    problems.extend(
        Problem(
            "warning",
            "workbook_ignored",
            book.name,
            "The folder also has CSV files, so the workbook is not read.",
            "Keep only one form of the study in the folder.",
        )
        for book in books
    )
    problems.extend(_other_files(folder, tables))
    problems.extend(_special_files(folder))
    if _may_be_read(toml):
        data = read_toml(toml, problems)
    else:
        data = {}
        problems.add(_no_settings(SETTINGS_FILE, "Add study.toml with id, title and [focus]."))
    return _study(folder, folder.resolve().name, data, SettingsPlace(SETTINGS_FILE), tables, problems)


def csv_files(folder: Path) -> list[Path]:
    """Files of a folder that may be tables, by name."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in TABLE_FILES and _may_be_read(path) and not path.name.startswith((".", "~"))
    )


def _may_be_read(path: Path) -> bool:
    """Is this a plain file, or a link to one in the same folder?"""
    try:
        if path.is_symlink():
            return path.resolve(strict=True).is_relative_to(path.parent.resolve()) and path.is_file()
        return path.is_file()
    except (OSError, RuntimeError):  # a link to itself
        return False


def _special_files(folder: Path) -> Iterator[Problem]:
    """Links that leave the folder, pipes and devices that have the name of a table, a workbook or the settings."""
    for path in sorted(folder.iterdir()):
        named = path.suffix.lower() in {*TABLE_FILES, *WORKBOOKS} or path.name == SETTINGS_FILE
        if named and not _may_be_read(path) and not (path.is_dir() and not path.is_symlink()):
            what = "a link that leaves the folder or leads nowhere" if path.is_symlink() else "not a plain file"
            remedy = "Put the file itself into the folder of the study."
            yield Problem("warning", "special_file", path.name, f"It is {what}, so it is not read.", remedy)


def _open_tables(folder: Path, problems: Problems) -> dict[str, CsvTable]:
    """Open every CSV file of a folder; adds problems with headers and encodings."""
    tables: dict[str, CsvTable] = {}
    files: dict[str, Path] = {}
    for path in csv_files(folder):
        name = tidy_name(shown_name(path).removesuffix(path.suffix))
        if name in files:
            problems.add(
                Problem(
                    "error",
                    "doubled_table",
                    shown_name(path),
                    f"{shown_name(files[name])} and {shown_name(path)} are both the table {name}.",
                    "Keep only one of them in this folder.",
                    table=name,
                )
            )
            tables.pop(name, None)  # either may be the right one
            continue
        files[name] = path
        try:
            table = open_csv_table(name, path, problems)
        except OSError as error:
            problems.add(
                Problem(
                    "error",
                    "unreadable",
                    shown_name(path),
                    f"The file cannot be opened: {error.strerror or error}.",
                    "Close it in other programs, and check that you have permission to read it.",
                    table=name,
                )
            )
            continue
        if table is not None:
            tables[name] = table
    return tables


OTHER_KINDS = {
    ".qdpx": "a project of a program for coding, which graphmodel does not read. Export its codings as a table there,"
    " and save the claims as claims.csv",
    **dict.fromkeys((".xls", ".ods", ".numbers", ".xlsb"), "another kind of workbook. Save each sheet as a CSV file"),
}
"""Kinds of file that may hold parts of a study and that are not read, with what can be done."""


def _other_files(folder: Path, tables: Collection[str]) -> Iterator[Problem]:
    """One warning for each file that may be part of the study and is not read as such."""
    for path in sorted(folder.iterdir()):
        what = OTHER_KINDS.get(path.suffix.lower())
        if what and not path.name.startswith((".", "~")):
            kind, _, remedy = what.partition(". ")
            what = f"The file is not read: it is {kind}."
            yield Problem("warning", "file_not_read", shown_name(path), what, f"{remedy}.")
    for name in sorted(set(tables) - TABLES.keys()):
        table = next((table for table in TABLES if re.fullmatch(rf"{table}[\W_].*|copy_of_{table}", name)), "")
        if table:
            yield Problem(
                "warning",
                "file_not_read",
                f"{name}.csv",
                f"The name looks like a copy or a second part of {table}, but rows count only in {table}.csv.",
                f"If they are rows of the study, copy them into {table}.csv. Then move this file out of the folder.",
                table=name,
            )


def holds_tables(folder: Path) -> bool:
    """Whether a folder is a study as CSV files."""
    return _is_folder_of_tables(folder, csv_files(folder))


def study_workbook(folder: Path) -> Path | None:
    """The workbook that a folder is read from: ``study.xlsx``, or the only one; None if it has tables."""
    if _is_folder_of_tables(folder, csv_files(folder)):
        return None
    books = _workbooks(folder)
    named = [book for book in books if book.name.lower() == STUDY_WORKBOOK]
    return (named or books)[0] if named or len(books) == 1 else None


def _is_folder_of_tables(folder: Path, files: list[Path]) -> bool:
    return any(tidy_name(file.stem) in TELLING for file in files) or bool(
        _may_be_read(folder / SETTINGS_FILE) and files
    )


def _workbooks(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in WORKBOOKS
        and _may_be_read(path)
        and not path.name.startswith(("~", "."))
        and not _is_result(path)
    )


def _is_result(book: Path) -> bool:
    from graphmodel_loaders.excel import is_result

    return is_result(book)


def _open_workbook(book: Path, path: Path) -> LoadedStudy:
    from graphmodel_loaders.workbook import Workbook

    if _is_result(book):
        raise StudyError(
            f"{book.name} holds results that graphmodel wrote, and is not a study. Name the study itself. To make a "
            "study of its rows, copy them into a new workbook."
        )
    problems = Problems()
    workbook = Workbook(book, problems)
    toml = book.parent / SETTINGS_FILE
    place = SettingsPlace(book.name, "study")
    data = workbook.settings(problems)
    if data is not None and _may_be_read(toml):
        what = f"The settings are read from the sheet study, and not from {SETTINGS_FILE} beside the workbook."
        problems.add(place.problem("note", "settings_from", what, "Keep only one of the two."))
    elif data is not None:
        problems.add(
            place.problem(
                "note", "settings_from", "The settings are read from the sheet study.", "There is nothing to do."
            )
        )
    elif _may_be_read(toml):
        place = SettingsPlace(SETTINGS_FILE)
        data = read_toml(toml, problems)
        what = f"The settings are read from {SETTINGS_FILE} beside the workbook."
        problems.add(place.problem("note", "settings_from", what, "There is nothing to do."))
    else:
        data = {}
        problems.add(_no_settings(book.name, "Add a sheet study with the keys id, title and focus in column A."))
    tables: dict[str, LoadedTable] = dict(workbook.open_tables(problems))
    if not any(name in TABLES for name in tables) and not problems.errors:
        raise StudyError(
            f"{book.name} has no sheet that is a table of a study. Its sheets: {', '.join(workbook.sheet_names)}."
            f" Name the sheets after the tables: {', '.join(TABLES)}."
        )
    return _study(path, book.stem, data, place, tables, problems)


def _study(
    path: Path,
    name: str,
    data: dict[str, Any],
    place: SettingsPlace,
    tables: dict[str, LoadedTable],
    problems: Problems,
) -> LoadedStudy:
    supply = () if "stages" in tables else default_supply()
    settings = settings_of(data, place, name, problems, supply)
    if is_unfinished(path):
        what = "A command was cut short while it changed the study, so some files may be changed and others not."
        remedy = f"Put them back as they were: graphmodel undo {typed(path)}"
        problems.add(Problem("error", "unfinished_change", place.file, what, remedy))
    own = with_filled_ids(tables, problems)
    complete = with_tables_of_labels(with_defaults(own, problems), settings, problems)
    problems.extend(notes_on_defaults(complete, place.file))
    if complete.get("stages") and complete["stages"].from_labels and "stages.supply" not in data:
        settings = replace(settings, supply=())
    return LoadedStudy(path, settings, complete, problems, data)


def _no_settings(file: str, remedy: str) -> Problem:
    what = "The study has no settings. Its name is that of the folder or workbook, and nothing is compared."
    return Problem("warning", "no_settings", file, what, remedy, "study")


def _no_study(folder: Path, files: list[Path], books: list[Path]) -> str | Message:
    if books:
        names = ", ".join(book.name for book in books)
        return f"{folder} has {counted(len(books), 'workbook')}. Name the one that is the study: {names}."
    near_files = [
        f"{file.name} (did you mean {likely[0]}.csv?)"
        for file in files
        if (likely := near(tidy_name(file.stem), TABLES, most=1))
    ]
    inside = sorted(
        child.name for child in folder.iterdir() if child.is_dir() and child.name != FOLDER and csv_files(child)
    )
    parts = [f"{folder} is not a study: it has no file such as claims.csv, sources.csv or actors.csv."]
    if near_files:
        parts.append(f"Similar names: {', '.join(near_files)}.")
    if inside:
        parts.append(f"Folders in it with tables: {', '.join(inside[:5])}.")
    return Message(
        "{} {} starts an empty study.", " ".join(parts), Call("graphmodel new FOLDER", "gm.write_new_study(FOLDER)")
    )


def _near(path: Path) -> str:
    parent = path.parent
    names = [child.name for child in parent.iterdir()] if parent.is_dir() else []
    return did_you_mean(path.name, names) or " Check the path."
