"""Cells of a sheet changed in its XML: every other byte stays, but for how far its ranges reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from graphmodel_loaders.changing.sheet_parts import Area, CellPart, RowPart, SheetParts
from graphmodel_loaders.changing.xml_edit import (
    Edit,
    Element,
    ascii_bytes,
    cell_text,
    elements,
    inside,
    spliced,
    with_attribute,
    without_attributes,
)


@dataclass
class SheetPatch:
    """New texts for the cells of one sheet, by row and column; an empty text clears a cell.

    ``header`` is the row with the names of the columns.
    """

    parts: SheetParts
    header: int = 1
    texts: dict[int, dict[int, str]] = field(default_factory=dict)

    def set(self, row: int, column: int, text: str) -> None:
        """Note a new text."""
        self.texts.setdefault(row, {})[column] = text

    def written(self, ranges: Sequence[Edit] = ()) -> bytes:
        """The XML with the new texts.

        Args:
            ranges: further edits.
        """
        sheet = self.parts.sheet_data
        edits, new = list(ranges), []
        numbers = sorted(self.parts.rows)
        for number, texts in sorted(self.texts.items()):
            if number in self.parts.rows:
                edits += self._changed_row(self.parts.rows[number], texts)
                continue
            content = self._new_row(number, texts, sheet.prefix)
            above = [other for other in numbers if other < number]
            if above:
                at = self.parts.rows[above[-1]].element.end
                edits.append(Edit(at, at, content))
            elif numbers:
                edits.append(Edit(sheet.open_end, sheet.open_end, content))
            else:
                new.append(content)
        if new:
            edits.append(inside(sheet, self.parts.data, b"".join(new)))
        return spliced(self.parts.data, [*edits, *self._dimension()])

    def _changed_row(self, row: RowPart, texts: Mapping[int, str]) -> list[Edit]:
        element, data = row.element, self.parts.data
        cells = {cell.column: cell for cell in row.cells}
        edits = []
        added = []
        for column in sorted({*texts, *cells}):
            cell = cells.get(column)
            if cell is None:
                if texts[column]:
                    content = self._new_cell(row.number, column, texts[column], element.prefix)
                    right = next((other.element.start for other in row.cells if other.column > column), None)
                    at = right or (row.cells[-1].element.end if row.cells else element.open_end)
                    edits.append(Edit(at, at, content))
                    added.append(content)
            elif column in texts:
                edits.append(
                    Edit(cell.element.start, cell.element.end, self._same_cell(row.number, cell, texts[column]))
                )
            elif not cell.element.get("r"):  # its place must not depend on the cells before it
                tag = self._tag(row.number, cell)
                edits.append(Edit(cell.element.start, cell.element.open_end, tag))
        if not edits:
            return []
        tag = _with_spans(data[element.start : element.open_end], element, max(texts), min(texts))
        if tag.endswith(b"/>"):
            return [Edit(element.start, element.end, _closed(tag, element, b"".join(added)))]
        return [Edit(element.start, element.open_end, tag), *edits]

    def _tag(self, row: int, cell: CellPart) -> bytes:
        """The start tag of a cell, with its place."""
        tag = self.parts.data[cell.element.start : cell.element.open_end]
        if cell.element.get("r"):
            return tag
        name = b"<" + cell.element.name.encode()
        return name + ascii_bytes(f' r="{get_column_letter(cell.column)}{row}"') + tag[len(name) :]

    def _same_cell(self, row: int, cell: CellPart, text: str) -> bytes:
        """A cell with another text and the same style."""
        tag = without_attributes(self._tag(row, cell), ("t", "cm", "vm"))
        start = tag.removesuffix(b">").removesuffix(b"/").rstrip()
        return start + _content(cell.element.name, cell.element.prefix, text)

    def _new_cell(self, row: int, column: int, text: str, prefix: str) -> bytes:
        style = self.parts.style(row, column) or self._style_beside(row, column)
        attribute = f' s="{style}"' if style.isdigit() else ""
        start = ascii_bytes(f'<{prefix}c r="{get_column_letter(column)}{row}"{attribute}')
        return start + _content(f"{prefix}c", prefix, text)

    def _style_beside(self, row: int, column: int) -> str:
        """The style of the name of the column before, for a new name; that of the last row, for rows below it."""
        if row == self.header and row in self.parts.rows:
            cells = [cell for cell in self.parts.rows[row].cells if cell.filled]
        elif row > self.parts.last > self.header:
            cells = [cell for cell in self.parts.rows[self.parts.last].cells if cell.column == column]
        else:
            cells = []
        return cells[-1].element.get("s") if cells else ""

    def _new_row(self, number: int, texts: Mapping[int, str], prefix: str) -> bytes:
        cells = [self._new_cell(number, column, text, prefix) for column, text in sorted(texts.items()) if text]
        return ascii_bytes(f'<{prefix}row r="{number}">') + b"".join(cells) + ascii_bytes(f"</{prefix}row>")

    def _dimension(self) -> list[Edit]:
        element = self.parts.dimension
        if element is None:
            return []
        try:
            old = Area.of(element.get("ref"))
        except ValueError:
            return []
        rows, columns = self.texts.keys(), {column for texts in self.texts.values() for column in texts}
        new = Area(min(old.left, *columns), min(old.top, *rows), max(old.right, *columns), max(old.bottom, *rows))
        return [] if new == old else [_with_ref(element, self.parts.data, new)]


def longer_filter(parts: SheetParts, header: int, last: int) -> list[Edit]:
    """The edit that lets the filter of a sheet reach its new last row."""
    return [] if parts.filter is None else _longer(parts.filter, parts.data, header, parts.last, last)


def longer_table(data: bytes, header: int, before: int, last: int) -> bytes:
    """The part of an Excel table that reaches to the new last row; as it is if it does not hold the rows.

    Raises:
        ValueError: it has a row of totals, so that no row can be added.
    """
    edits = []
    for element in elements(data):
        if element.path in {("table",), ("table", "autoFilter")}:
            more = _longer(element, data, header, before, last)
            if more and element.path == ("table",) and element.get("totalsRowCount") not in {"", "0"}:
                raise ValueError("totals")
            edits += more
    return spliced(data, edits)


def _longer(element: Element, data: bytes, header: int, before: int, last: int) -> list[Edit]:
    area = Area.of(element.get("ref"))
    if area.top != header or not before <= area.bottom < last:
        return []
    return [_with_ref(element, data, Area(area.left, area.top, area.right, last))]


def _with_ref(element: Element, data: bytes, area: Area) -> Edit:
    tag = with_attribute(data[element.start : element.open_end], "ref", area.ref)
    return Edit(element.start, element.open_end, tag)


def _content(name: str, prefix: str, text: str) -> bytes:
    """The rest of a cell behind the attributes that it keeps."""
    if not text:
        return b"/>"
    inner = f'<{prefix}is><{prefix}t xml:space="preserve">{cell_text(text)}</{prefix}t></{prefix}is>'
    return ascii_bytes(f' t="inlineStr">{inner}</{name}>')


def _with_spans(tag: bytes, row: Element, right: int, left: int) -> bytes:
    """The start tag of a row; the columns that it says it spans hold all of its cells."""
    first, _, last = row.get("spans").partition(":")
    if not (first.isdigit() and last.isdigit()):
        return tag
    return with_attribute(tag, "spans", f"{min(int(first), left)}:{max(int(last), right)}")


def _closed(tag: bytes, row: Element, content: bytes) -> bytes:
    return tag[:-2].rstrip() + b">" + content + f"</{row.name}>".encode()
