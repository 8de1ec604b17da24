"""Opens a study, whatever form it has: a folder of CSV files, or one workbook."""

from pathlib import Path
from typing import Any

from graphmodel.problems import Problem, Problems, StudyError
from graphmodel.schema import TABLES
from graphmodel.suggest import did_you_mean, near
from graphmodel_loaders.csv_file import CsvTable, open_csv_table
from graphmodel_loaders.loaded_study import LoadedStudy, LoadedTable, default_supply, with_defaults
from graphmodel_loaders.rows import tidy_name
from graphmodel_loaders.study_settings import SettingsPlace, flatten, read_toml, settings_of

TABLE_FILES = (".csv", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm")
SETTINGS_FILE = "study.toml"
STUDY_WORKBOOK = "study.xlsx"


def read_study(path: str | Path) -> LoadedStudy:
    """Open a study: a folder of CSV files with study.toml, or one workbook.

    Settings of a workbook come from its sheet ``study`` or else from study.toml beside it. A
    folder that holds a workbook and no CSV file is that workbook; of several, the one called
    ``study.xlsx``.

    Args:
        path: the folder or the workbook.

    Returns:
        The study; its ``problems`` hold what was wrong on opening.

    Raises:
        StudyError: there is no study there; the text says what to do.
    """
    path = Path(path)
    try:
        return _open(path)
    except OSError as error:
        what = f"{path} cannot be read: {error.strerror or error}."
        raise StudyError(f"{what} See whether you may read it and whether another program holds it.") from error


def _open(path: Path) -> LoadedStudy:
    if not path.exists():
        raise StudyError(f"There is no folder or workbook {path}.{_near(path)}")
    if path.is_dir():
        return _open_folder(path)
    if path.suffix.lower() in WORKBOOKS:
        return _open_workbook(path, path)
    if path.suffix.lower() in {".xls", ".ods", ".numbers", ".xlsb"}:
        raise StudyError(f"{path.name} is a workbook of another kind. Save it as an Excel workbook (.xlsx).")
    raise StudyError(
        f"{path.name} is one file. Name the folder that holds the study's tables ({path.resolve().parent}),"
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
            "The folder has CSV files too; the workbook is not read.",
            "Keep one form of the study in the folder.",
        )
        for book in books
    )
    if toml.is_file():
        data = flatten(read_toml(toml, problems))
    else:
        data = {}
        problems.add(_no_settings(SETTINGS_FILE, "Add study.toml with id, title and [focus]."))
    return _study(folder, folder.resolve().name, data, SettingsPlace(SETTINGS_FILE), tables, problems)


def csv_files(folder: Path) -> list[Path]:
    """Files of a folder that may be tables, in the order of their names."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in TABLE_FILES and path.is_file() and not path.name.startswith((".", "~"))
    )


def _open_tables(folder: Path, problems: Problems) -> dict[str, CsvTable]:
    """Open every CSV file of a folder; problems with headers and encodings are added."""
    tables: dict[str, CsvTable] = {}
    files: dict[str, Path] = {}
    for path in csv_files(folder):
        name = tidy_name(path.stem)
        if name in files:
            problems.add(
                Problem(
                    "error",
                    "doubled_table",
                    path.name,
                    f"{files[name].name} and {path.name} are both the table {name}.",
                    "Keep one of them in this folder.",
                    table=name,
                )
            )
            tables.pop(name, None)  # which of them is right, nobody can know
            continue
        files[name] = path
        try:
            table = open_csv_table(name, path, problems)
        except OSError as error:
            problems.add(
                Problem(
                    "error",
                    "unreadable",
                    path.name,
                    f"The file cannot be opened: {error.strerror or error}.",
                    "Close it in other programs and see whether you may read it.",
                    table=name,
                )
            )
            continue
        if table is not None:
            tables[name] = table
    return tables


def holds_tables(folder: Path) -> bool:
    """Whether a folder is a study as CSV files."""
    return _is_folder_of_tables(folder, csv_files(folder))


def study_workbook(folder: Path) -> Path | None:
    """The workbook that a folder is read from: ``study.xlsx``, or the only one; None where it holds tables."""
    if _is_folder_of_tables(folder, csv_files(folder)):
        return None
    books = _workbooks(folder)
    named = [book for book in books if book.name.lower() == STUDY_WORKBOOK]
    return (named or books)[0] if named or len(books) == 1 else None


def _is_folder_of_tables(folder: Path, files: list[Path]) -> bool:
    return any(tidy_name(file.stem) in TABLES for file in files) or bool((folder / SETTINGS_FILE).is_file() and files)


def _workbooks(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in WORKBOOKS and path.is_file() and not path.name.startswith(("~", "."))
    )


def _open_workbook(book: Path, path: Path) -> LoadedStudy:
    from graphmodel_loaders.workbook import Workbook

    problems = Problems()
    workbook = Workbook(book, problems)
    toml = book.parent / SETTINGS_FILE
    place = SettingsPlace(book.name, "study")
    data = workbook.settings(problems)
    if data is not None and toml.is_file():
        what = f"Settings are read from the sheet study; {SETTINGS_FILE} beside the workbook is not read."
        problems.add(place.problem("note", "settings_from", what, "Keep one of the two."))
    elif data is not None:
        problems.add(
            place.problem("note", "settings_from", "Settings are read from the sheet study.", "Nothing needs doing.")
        )
    elif toml.is_file():
        place = SettingsPlace(SETTINGS_FILE)
        data = flatten(read_toml(toml, problems))
        what = f"Settings are read from {SETTINGS_FILE} beside the workbook."
        problems.add(place.problem("note", "settings_from", what, "Nothing needs doing."))
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
    return LoadedStudy(path, settings, with_defaults(tables, place.file, problems), problems, data)


def _no_settings(file: str, remedy: str) -> Problem:
    what = "The study has no settings; its name is taken from the folder or workbook, and nothing is compared."
    return Problem("warning", "no_settings", file, what, remedy, "study")


def _no_study(folder: Path, files: list[Path], books: list[Path]) -> str:
    if books:
        names = ", ".join(book.name for book in books)
        return f"{folder} holds {len(books)} workbooks. Name the one that is the study: {names}."
    near_files = [
        f"{file.name} (did you mean {likely[0]}.csv?)"
        for file in files
        if (likely := near(tidy_name(file.stem), TABLES, most=1))
    ]
    inside = sorted(child.name for child in folder.iterdir() if child.is_dir() and csv_files(child))
    said = [f"{folder} is no study: it has no file such as claims.csv, sources.csv or actors.csv."]
    if near_files:
        said.append(f"Near names: {', '.join(near_files)}.")
    if inside:
        said.append(f"Folders in it that hold tables: {', '.join(inside[:5])}.")
    said.append("`graphmodel new FOLDER` writes an empty study to start from.")
    return " ".join(said)


def _near(path: Path) -> str:
    parent = path.parent
    names = [child.name for child in parent.iterdir()] if parent.is_dir() else []
    return did_you_mean(path.name, names) or " Check the path."
