"""Which files of a study a change touches, and their content with the change."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphmodel.changes import StudyChange, TableChange
from graphmodel.problems import ChangeRefused, Place, Problem, Problems, StudyError
from graphmodel.records.folder import study_folder
from graphmodel.schema import TABLES
from graphmodel.schema.vocabularies import default_supply
from graphmodel.wording import Call, Message
from graphmodel_loaders.changing.csv_patch import CsvStyle, new_csv, patched_csv, style_of
from graphmodel_loaders.changing.settings_patch import patched_settings
from graphmodel_loaders.changing.table_rows import rows_of
from graphmodel_loaders.csv_file import CsvTable
from graphmodel_loaders.filled_ids import as_in_file
from graphmodel_loaders.loaded_study import LoadedStudy, LoadedTable
from graphmodel_loaders.opening import SETTINGS_FILE, TABLE_FILES, WORKBOOKS, csv_files, study_workbook
from graphmodel_loaders.rows import tidy_name

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass
class ChangedFiles:
    """What a change makes of the files of a study.

    ``files``: path, content before (None: there is no such file), content after; only those that differ. ``counts``:
    rows changed, added and removed, by table. ``lost``: one line for whatever a file cannot keep.
    """

    files: list[tuple[Path, bytes | None, bytes]] = field(default_factory=list)
    counts: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def changed_files(study: LoadedStudy, change: StudyChange) -> ChangedFiles:
    """Compute the files of a study with a change, without writing any.

    Raises:
        ChangeRefused: some of it cannot be done; the problems say which, and what to do.
        StudyError: a file is a link that leaves the study, or is open elsewhere.
    """
    problems = Problems()
    problems.extend(_no_text(study, change))
    made = ChangedFiles()
    tables = {name: own for name, own in change.tables.items() if own.cells or own.append or own.remove}
    change = replace(change, settings={**_settings_of_packaged(study, tables), **change.settings})
    if _is_packaged(study, "codebook") and "codebook" in tables and _is_packaged(study, "evidence_types"):
        tables.setdefault("evidence_types", TableChange())  # with a codebook of the study's own it would name no codes
    if (tables or change.settings) and not problems.errors:
        rows = {name: dict(rows_of(study, name)) if own.cells or own.remove else {} for name, own in tables.items()}
        if study.path.is_file() or study_workbook(study.path):
            _change_workbook(study, tables, rows, change.settings, made, problems)
        else:
            for name, own in tables.items():
                _change_csv(study, name, study.tables.get(name), own, made, problems)
            _change_settings(study, change.settings, made)
        made.counts = {
            name: (_rows_changed(rows[name], own), len(own.append), len(own.remove)) for name, own in tables.items()
        }
        if change.settings:
            made.counts["settings"] = (len(change.settings), 0, 0)
    if problems.errors:
        raise ChangeRefused(problems)
    made.files = [(path, before, after) for path, before, after in made.files if before != after]
    for path, _, _ in made.files:
        refuse_open_elsewhere(path)
    return made


def _is_packaged(study: LoadedStudy, table: str) -> bool:
    return table in study.tables and study.tables[table].default


def _settings_of_packaged(study: LoadedStudy, tables: Mapping[str, TableChange]) -> dict[str, Sequence[str]]:
    """Settings that go with a packaged table which becomes the study's own with this change."""
    if _is_packaged(study, "stages") and "stages" in tables and "stages.supply" not in study.raw_settings:
        return {"stages.supply": default_supply()}
    return {}


def refuse_open_elsewhere(path: Path) -> None:
    """Refuse a file that a spreadsheet has open, which its lock file beside it shows.

    Raises:
        StudyError: it is open.
    """
    for lock, program in ((f"~${path.name}", "Excel"), (f".~lock.{path.name}#", "LibreOffice")):
        if path.with_name(lock).exists():
            raise StudyError(
                f"{path.name} is open in {program}. Nothing was changed. Save and close it there, then run the command "
                f"again. If it is not open, delete {lock} beside it."
            )


def _no_text(study: LoadedStudy, change: StudyChange) -> Iterator[Problem]:
    """Cells that no table can hold, and names that no table or column can have."""
    for name, own in change.tables.items():
        file = study.tables[name].file if name in study.tables else name
        place = Place(name, file)
        if not _NAME.fullmatch(name) and name not in study.tables:
            yield place.error("no_table_name", f"{name!r} cannot name a table.", "Use a-z, 0-9 and _ only.")
        for number, cells in [*own.cells.items(), *((0, row) for row in own.append)]:
            for column, text in cells.items():
                if not column or column != tidy_name(column) or _NO_TEXT.search(column):
                    yield place.error("no_column_name", f"{column!r} cannot name a column.", "Use a-z, 0-9 and _.")
                if _NO_TEXT.search(text):
                    what = "The new text has a control character, which is invisible on the screen."
                    yield place.error("control_character", what, "Type the text again.", number, column)


def _change_csv(
    study: LoadedStudy,
    name: str,
    source: LoadedTable | None,
    own: TableChange,
    made: ChangedFiles,
    problems: Problems,
) -> None:
    source = as_in_file(source) if source else None
    if isinstance(source, CsvTable) and not source.default:
        path = inside(study.path, source.path)
        patched = patched_csv(source, own, problems)
        made.files.append((path, path.read_bytes(), patched.content))
        made.lost += patched.lost
        return
    style = _style_of(study)
    path = study.path.resolve() / f"{name}{'.tsv' if style.separator == chr(9) else '.csv'}"
    others = [other for other in csv_files(study.path) if tidy_name(other.stem) == name]
    if others or path.exists() or path.is_symlink():
        remedy = "Run graphmodel check, and correct the file first."
        file = others[0].name if others else path.name
        problems.add(Place(name, file).error("unreadable", "The table exists, but cannot be read.", remedy))
        return
    columns, rows = _start_of(study, name, own, problems)
    made.files.append((path, None, new_csv(style, columns, rows)))


def _change_workbook(
    study: LoadedStudy,
    tables: Mapping[str, TableChange],
    rows: Mapping[str, Mapping[int, Mapping[str, str]]],
    settings: Mapping[str, str | Sequence[str]],
    made: ChangedFiles,
    problems: Problems,
) -> None:
    from graphmodel_loaders.changing.workbook_patch import WorkbookPatch
    from graphmodel_loaders.sheet_table import SheetTable

    there = {name: as_in_file(table) for name, table in study.tables.items()}
    sheets = {name: table for name, table in there.items() if isinstance(table, SheetTable)}
    if not sheets:
        check = Call("graphmodel check STUDY", "gm.check_study(STUDY).problems")
        raise StudyError(
            Message("No table of {} can be read. Run {}, and correct the sheets first.", study.path, check)
        )
    book = next(iter(sheets.values())).book
    path = inside(study.path, book.path)
    patch = WorkbookPatch(book, problems)
    for name, own in tables.items():
        if name in sheets:
            patch.change_table(sheets[name], own, rows[name])
        else:
            patch.add_table(name, *_start_of(study, name, own, problems))
    if not patch.change_settings(settings):
        _change_settings(study, settings, made)
    if not problems.errors:
        made.files.append((path, book.data, patch.written()))
        made.lost += patch.lost


def _change_settings(study: LoadedStudy, settings: Mapping[str, str | Sequence[str]], made: ChangedFiles) -> None:
    if not settings:
        return
    path = study_folder(study.path).resolve() / SETTINGS_FILE
    made.files.append((path, path.read_bytes() if path.is_file() else None, patched_settings(path, settings)))


def _start_of(
    study: LoadedStudy, name: str, own: TableChange, problems: Problems
) -> tuple[list[str], list[dict[str, str]]]:
    """Columns and rows of a table that the study does not have: those of the packaged one with the change."""
    source = study.tables.get(name)
    numbered = dict(rows_of(study, name))
    place = Place(name, source.file if source else name)
    for number in sorted({*own.cells, *own.remove} - numbered.keys()):
        problems.add(place.error("no_such_row", "There is no such row to change.", "Run the command again.", number))
    if source is not None:
        columns = list(source.columns)
    else:
        columns = [column.name for column in TABLES[name].columns] if name in TABLES else []
    asked = [name for cells in [*own.cells.values(), *own.append] for name in cells]
    kept = [{**row, **own.cells.get(number, {})} for number, row in numbered.items() if number not in own.remove]
    rows = [*kept, *map(dict, own.append)]
    used = {column for row in rows for column, text in row.items() if text}
    if source is None and name in TABLES:  # the columns that a new table needs, and no empty ones besides
        columns = [column for column in columns if column in used or column in asked or column == columns[0]]
    return list(dict.fromkeys([*columns, *asked])), rows


def _rows_changed(rows: Mapping[int, Mapping[str, str]], own: TableChange) -> int:
    """Rows with a cell that gets another text."""
    return sum(
        any(rows.get(number, {}).get(column, "") != text for column, text in cells.items())
        for number, cells in own.cells.items()
        if number not in own.remove
    )


def _style_of(study: LoadedStudy) -> CsvStyle:
    """How the tables of the study write their rows: the claims, else any."""
    there = map(as_in_file, study.tables.values())
    own = [table for table in there if isinstance(table, CsvTable) and not table.default]
    own.sort(key=lambda table: (table.name != "claims", table.name))
    return style_of(own[0]) if own else CsvStyle()


def inside(study: Path, path: Path) -> Path:
    """The file behind a path of a study, which is never outside its folder.

    Raises:
        StudyError: it is.
    """
    folder = study_folder(study).resolve()
    real = path.resolve()
    if not real.is_relative_to(folder) or (path == study and path.is_symlink()):
        raise StudyError(f"{path} is a link that leaves the study. Nothing was changed. Name the file itself.")
    if real.suffix.lower() not in {*TABLE_FILES, *WORKBOOKS}:
        raise StudyError(f"{path} is a link to {real.name}, which is not a table. Nothing was changed.")
    return real
