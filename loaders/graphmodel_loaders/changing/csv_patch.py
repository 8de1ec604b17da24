"""A CSV file with some of its cells and rows changed: every other row keeps its bytes."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.changes import TableChange
from graphmodel.problems import Place, Problems
from graphmodel_loaders.csv_file import CsvTable

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class CsvStyle:
    """How a file of a study writes its rows."""

    separator: str = ","
    end: str = "\n"
    mark: bool = False
    quoted: bool = False

    def row(self, cells: Sequence[str]) -> str:
        """A row, without its end."""
        return self.separator.join(self.cell(text, quoted=self.quoted or len(cells) == 1) for text in cells)

    def cell(self, text: str, *, quoted: bool) -> str:
        """A cell, in quotation marks where they are asked for or needed."""
        needed = any(sign in text for sign in (self.separator, '"', "\r", "\n")) or text != text.strip()
        return f'"{text.replace(chr(34), chr(34) * 2)}"' if quoted or needed else text


@dataclass
class PatchedCsv:
    """A changed file, and what it has lost."""

    content: bytes
    lost: list[str] = field(default_factory=list)


@dataclass
class _Row:
    number: int
    text: str
    end: str
    readable: bool = True


def style_of(table: CsvTable) -> CsvStyle:
    """How a file writes its rows: separator, line ends, byte order mark, quotation marks around every cell."""
    return _style(table, list(_rows(table, _decoded(table, table.path.read_bytes())[1])))


def _style(table: CsvTable, rows: Sequence[_Row]) -> CsvStyle:
    rows = [row for row in rows if row.readable and row.number >= table.header and row.text]
    ends = [row.end for row in rows if row.end]
    last = rows[-1].text if rows else ""
    quoted = bool(last) and all(cell.startswith('"') for cell in _cells(last, table.separator))
    return CsvStyle(table.separator, ends[0] if ends else "\n", table.scan.mark, quoted)


def new_csv(style: CsvStyle, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A new table, in UTF-8."""
    lines = [list(columns), *([row.get(name, "") for name in columns] for row in rows)]
    text = "".join(style.row(cells) + style.end for cells in lines)
    return (codecs.BOM_UTF8 if style.mark else b"") + text.encode()


def patched_csv(table: CsvTable, change: TableChange, problems: Problems) -> PatchedCsv:
    """The file with its cells and rows changed; adds an error for whatever cannot be.

    Rows that could not be read stay as they are. A new column adds a separator to each row.
    """
    start, text, tail = _decoded(table, table.path.read_bytes())
    rows = list(_rows(table, text))
    patch = _Patch(table, change, _style(table, rows), Place(table.name, table.file), problems)
    patch.refuse_missing({row.number for row in rows if row.readable})
    lost: list[str] = []
    body = "".join(row.text + row.end for row in patch.applied(rows))
    return PatchedCsv(_encoded(table, start, body, tail, lost), lost)


_READ = "Run graphmodel check, and correct the row first."


@dataclass
class _Patch:
    table: CsvTable
    change: TableChange
    style: CsvStyle
    place: Place
    problems: Problems

    @property
    def new(self) -> list[str]:
        """Columns that the table does not have yet."""
        asked = dict.fromkeys(name for own in [*self.change.cells.values(), *self.change.append] for name in own)
        return [name for name in asked if name not in self.table.names]

    def refuse_missing(self, there: set[int]) -> None:
        """Add an error for each row that is not there, and for rows below what cannot be read."""
        for number in sorted({*self.change.cells, *self.change.remove} - there):
            what = "There is no such row to change, or it cannot be read."
            self.problems.add(self.place.error("no_such_row", what, _READ, number))
        if self.change.append and self.table.stop:
            what = "Rows cannot be added below a quotation mark that is not closed."
            self.problems.add(self.place.error("unclosed_quote", what, "Close it first.", self.table.stop))

    def applied(self, rows: Sequence[_Row]) -> list[_Row]:
        """The rows with the change."""
        new = self.new
        out: list[_Row] = []
        last = 0  # place behind the last row with text
        for row in rows:
            if row.readable and row.number in self.change.remove:
                continue
            if row.readable:
                self._patch(row, new)
            out.append(row)
            if row.text.strip(f'"{self.style.separator} \t'):
                last = len(out)
        names = [*self.table.names, *new]
        added = [
            _Row(0, self.style.row([cells.get(name, "") for name in names]), self.style.end)
            for cells in self.change.append
        ]
        if added and last and not out[last - 1].end:
            out[last - 1].end, added[-1].end = self.style.end, ""
        out[last:last] = added
        return out

    def _patch(self, row: _Row, new: Sequence[str]) -> None:
        own = self.change.cells.get(row.number, {})
        if own:
            cells = _cells(row.text, self.style.separator)
            if len(cells) != len(self.table.names):
                self.problems.add(self.place.error("ragged_row", "The row cannot be changed.", _READ, row.number))
                return
            row.text = self.style.separator.join(self._patched(cells, own))
        if new and row.number >= self.table.header and row.text:
            texts = new if row.number == self.table.header else [own.get(name, "") for name in new]
            extra = [self.style.cell(text, quoted=self.style.quoted) for text in texts]
            row.text = self.style.separator.join([row.text, *extra])

    def _patched(self, cells: list[str], own: Mapping[str, str]) -> list[str]:
        """The cells of a row as they stand in the file, with new ones for those whose text differs."""
        line = self.style.separator.join(cells)
        values = next(csv.reader(io.StringIO(line, newline=""), delimiter=self.style.separator), [""])
        for name, text in own.items():
            if name in self.table.columns:
                at = self.table.names.index(name)
                if values[at].replace("\v", "\n").strip() != text:
                    cells[at] = self.style.cell(text, quoted=cells[at].startswith('"'))
        if len(cells) == 1 and not cells[0]:
            cells[0] = '""'
        return cells


def _cell_pattern(separator: str) -> str:
    other = f"[^{re.escape(separator)}\\r\\n]"
    return f'(?:"(?:[^"]++|"")*+"{other}*+|(?!"){other}*+)'


def _cells(row: str, separator: str) -> list[str]:
    """The cells of a row as they stand in the file, quotation marks and all."""
    pattern, cells, at = re.compile(_cell_pattern(separator)), [], 0
    while match := pattern.match(row, at):
        cells.append(match[0])
        at = match.end() + 1
        if match.end() >= len(row):
            break
    return cells


def _rows(table: CsvTable, text: str) -> Iterator[_Row]:
    """The rows as they stand in the file, numbered as in messages; what cannot be split is one row at the end."""
    at = number = 0
    for _ in range(table.skip):
        match = _LINE_END.search(text, at)
        if match is None:
            break
        yield _Row(0, text[at : match.start()], match[0], readable=False)
        at = match.end()
    cell = _cell_pattern(table.separator)
    pattern = re.compile(f"{cell}(?:{re.escape(table.separator)}{cell})*+(?=(\\r\\n|\\r|\\n|\\Z))")
    while at < len(text):
        number += 1
        match = pattern.match(text, at) if number != table.stop else None
        if match is None:
            yield _Row(number, text[at:], "", readable=False)
            return
        yield _Row(number, match[0], match[1])
        at = match.end(1)


def _decoded(table: CsvTable, content: bytes) -> tuple[bytes, str, bytes]:
    """Byte order mark, text, and bytes at the end that are not text; every byte comes back when encoded."""
    if table.scan.encoding == "utf-16":
        mark, body = content[:2], content[2:]
        whole = len(body) - len(body) % 2
        return mark, body[:whole].decode(_utf16(mark), "surrogatepass"), body[whole:]
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    faults = "surrogateescape" if table.scan.encoding == "utf-8" else "strict"
    return mark, content[len(mark) :].decode(table.scan.encoding, faults), b""


def _utf16(mark: bytes) -> str:
    return "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"


def _encoded(table: CsvTable, mark: bytes, text: str, tail: bytes, lost: list[str]) -> bytes:
    if table.scan.encoding == "utf-16":
        return mark + text.encode(_utf16(mark), "surrogatepass") + tail
    try:
        faults = "surrogateescape" if table.scan.encoding == "utf-8" else "strict"
        return mark + text.encode(table.scan.encoding, faults)
    except UnicodeEncodeError:
        lost.append(f"{table.file} is in UTF-8 now: Windows-1252 has no letter for some of what was written.")
        return codecs.BOM_UTF8 + text.encode()
