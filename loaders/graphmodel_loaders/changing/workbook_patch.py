"""A workbook with some of its cells changed: every other part of the file stays byte for byte."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter

from graphmodel.changes import TableChange
from graphmodel.problems import Place, Problems
from graphmodel_loaders.changing.package import Package
from graphmodel_loaders.changing.sheet_parts import SheetParts
from graphmodel_loaders.changing.sheet_patch import SheetPatch, longer_filter, longer_table
from graphmodel_loaders.changing.xml_edit import ascii_bytes, elements
from graphmodel_loaders.excel import damaged, text_of
from graphmodel_loaders.rows import tidy_name
from graphmodel_loaders.sheet_table import SheetTable
from graphmodel_loaders.workbook import MOST_ROWS, SETTINGS_SHEET, Workbook

_LONGEST = 32_767
"""Signs of a cell in Excel."""
_LONGEST_TITLE = 31
_LISTED = 10
"""Cells that a line names."""
_REFUSED = {
    "formula": (
        "formula_cell",
        "The cell has a formula, which a new text would replace.",
        "Make the change in Excel, or replace the formula by its result (Copy, Paste Special, Values).",
    ),
    "merged": (
        "merged_cells",
        "The cell is merged with others, so it is not changed.",
        "Unmerge the cells of the table in Excel (Home, Merge & Center).",
    ),
}


@dataclass
class WorkbookPatch:
    """The changes to one workbook; problems are collected, and ``lost`` says what the file cannot keep."""

    book: Workbook
    problems: Problems
    lost: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._package = Package(self.book.data)

    def written(self) -> bytes:
        """The changed file."""
        if not self._package.changed and not self._package.added:
            return self.book.data
        if any(name.startswith("_xmlsignatures/") for name in self._package.names):
            self.lost.append(f"{self.book.path.name}: its digital signature no longer holds. Sign it again.")
        if any(name.endswith("/calcChain.xml") for name in self._package.names):
            self.lost.append(
                f"{self.book.path.name}: its formulas show what they did before until Excel computes them again "
                "(Ctrl+Alt+F9)."
            )
        return self._package.written()

    def change_table(self, table: SheetTable, change: TableChange, rows: Mapping[int, Mapping[str, str]]) -> None:
        """Change cells of a sheet, add rows below the last one with content, clear those that are removed.

        ``rows`` are those of the table by number, where cells are changed or rows removed.
        """
        part = self.book.part_of(table.sheet)
        place = Place(table.name, table.file, table.sheet)
        wanted = {table.header, *change.cells, *change.remove}
        parts = self._parts(part, wanted)
        patch = SheetPatch(parts, table.header)
        columns = {name: number for number, name in enumerate(table.names, 1) if name in table.columns}
        asked = dict.fromkeys(name for own in [*change.cells.values(), *change.append] for name in own)
        if new := [name for name in asked if name not in columns]:
            for number, name in enumerate(new, max(parts.width, len(table.names)) + 1):
                columns[name] = number
                patch.set(table.header, number, name)
        self._set_cells(patch, change, rows, columns, place)
        last = parts.last
        for number, row in enumerate(change.append, last + 1):
            for name, text in row.items():
                if text:
                    patch.set(number, columns[name], text)
        last += len(change.append)
        if last > MOST_ROWS:
            remedy = "Move tables to a folder of CSV files."
            self.problems.add(place.error("too_many_rows", f"A sheet has at most {MOST_ROWS:,} rows.", remedy))
            return
        self._refuse(patch, columns, place)
        if not patch.texts or self.problems.errors:
            return
        self._note_rich(patch, place)
        ranges = longer_filter(parts, table.header, last) if change.append else []
        self._package.changed[part] = patch.written(ranges)
        if change.append:
            self._lengthen(part, table.header, parts.last, last, place)

    def _parts(self, part: str, wanted: set[int]) -> SheetParts:
        try:
            return SheetParts(self._package.read(part), wanted)
        except (ValueError, expat.ExpatError) as error:
            raise damaged(self.book.path, error) from error

    def _set_cells(
        self,
        patch: SheetPatch,
        change: TableChange,
        rows: Mapping[int, Mapping[str, str]],
        columns: Mapping[str, int],
        place: Place,
    ) -> None:
        for number in sorted({*change.cells, *change.remove}):
            if number not in rows:
                remedy = "Run the command again."
                self.problems.add(place.error("no_such_row", "There is no such row to change.", remedy, number))
            elif number in change.remove:
                for cell in patch.parts.rows[number].cells:
                    if cell.filled:
                        patch.set(number, cell.column, "")
            else:
                for name, text in change.cells[number].items():
                    if rows[number].get(name, "") != text:
                        patch.set(number, columns[name], text)

    def _refuse(self, patch: SheetPatch, columns: Mapping[str, int], place: Place) -> None:
        names = {number: name for name, number in columns.items()}
        for number, texts in sorted(patch.texts.items()):
            for column, text in sorted(texts.items()):
                name = names.get(column, get_column_letter(column))
                if why := patch.parts.refused(number, column):
                    self.problems.add(place.error(*_REFUSED[why], number, name))
                if len(text) > _LONGEST:
                    what = f"The text has {len(text):,} characters; an Excel cell holds {_LONGEST:,}."
                    self.problems.add(place.error("too_long", what, "Shorten it.", number, name))

    def _note_rich(self, patch: SheetPatch, place: Place) -> None:
        """Say of which cells the formats of single words are lost."""
        cells = [
            (number, cell)
            for number, texts in patch.texts.items()
            for cell in (patch.parts.rows[number].cells if number in patch.parts.rows else ())
            if cell.column in texts and cell.filled
        ]
        shared = self._package.rich_texts() if any(cell.value for _, cell in cells) else set()
        rich = [(number, cell) for number, cell in cells if cell.rich or cell.value in shared]
        if rich:
            names = ", ".join(f"{get_column_letter(cell.column)}{number}" for number, cell in rich[:_LISTED])
            more = f" and {len(rich) - _LISTED:,} more" if len(rich) > _LISTED else ""
            self.lost.append(
                f"{place.file}, sheet {place.sheet}: bold or coloured words inside {names}{more} are plain now."
            )

    def _lengthen(self, part: str, header: int, before: int, last: int, place: Place) -> None:
        """Let the Excel table that ends in the last row reach to the new one."""
        for relation in self._package.relations(part):
            if relation.type.endswith("/table"):
                data = self._package.read(relation.part)
                try:
                    longer = longer_table(data, header, before, last)
                except ValueError:
                    what = "The table has a row of totals, so no rows can be added below it."
                    remedy = "Turn the row of totals off in Excel (Table Design, Total Row)."
                    self.problems.add(place.error("totals_row", what, remedy, before))
                    continue
                if longer != data:
                    self._package.changed[relation.part] = longer

    def add_table(self, name: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
        """Write a table that the workbook does not have: into a blank sheet of that name, or a new one."""
        place = Place(name, self.book.path.name, name)
        lines = [list(columns), *([row.get(column, "") for column in columns] for row in rows)]
        title = next((title for title in self.book.sheet_names if tidy_name(title) == name), "")
        if title:
            part = self.book.part_of(title)
            parts = self._parts(part, set())
            if parts.last:
                remedy = "Run graphmodel check, and correct the sheet first."
                self.problems.add(place.error("unreadable", "The table exists, but cannot be read.", remedy))
                return
            patch = SheetPatch(parts)
            for number, cells in enumerate(lines, 1):
                for column, text in enumerate(cells, 1):
                    if text:
                        patch.set(number, column, text)
            self._refuse(patch, {name: column for column, name in enumerate(columns, 1)}, place)
            if not self.problems.errors:
                self._package.changed[part] = patch.written()
        elif len(name) > _LONGEST_TITLE:
            what = f"The name of a sheet has at most {_LONGEST_TITLE} characters."
            self.problems.add(place.error("no_table_name", what, "Use a shorter name."))
        else:
            try:
                self._package.add_sheet(name, self._new_sheet(lines))
            except (StopIteration, IndexError, KeyError, ValueError, expat.ExpatError) as error:
                raise damaged(self.book.path, error) from error

    def change_settings(self, settings: Mapping[str, str | Sequence[str]]) -> bool:
        """Change values in the sheet of settings; returns False if the workbook has none."""
        title = next((title for title in self.book.sheet_names if tidy_name(title) == SETTINGS_SHEET), "")
        if not title or not settings:
            return not settings
        rows = {
            text_of(row[0], None, code=False)[0].strip(): number
            for number, row, _ in self.book.rows(title, formulas=False)
            if row
        }
        part = self.book.part_of(title)
        patch = SheetPatch(self._parts(part, {*rows.values()}))
        new = patch.parts.last
        for key, value in settings.items():
            text = value if isinstance(value, str) else "; ".join(value)
            if key not in rows:
                rows[key] = new = new + 1
                patch.set(new, 1, key)
            patch.set(rows[key], 2, text)
        self._refuse(patch, {"key": 1, "value": 2}, Place(SETTINGS_SHEET, self.book.path.name, title))
        if not self.problems.errors:
            self._package.changed[part] = patch.written()
        return True

    def _new_sheet(self, lines: Sequence[Sequence[str]]) -> bytes:
        root = elements(self._package.read(self._package.workbook))[-1]
        prefix = root.prefix
        space = root.get(f"xmlns:{prefix[:-1]}" if prefix else "xmlns")
        empty = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns={quoteattr(space)}>'
            "<sheetData/></worksheet>"
        )
        patch = SheetPatch(SheetParts(ascii_bytes(empty), set()))
        for number, cells in enumerate(lines, 1):
            for column, text in enumerate(cells, 1):
                if text:
                    patch.set(number, column, text)
        return patch.written()
