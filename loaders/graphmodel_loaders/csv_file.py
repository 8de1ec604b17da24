"""One CSV file as a table: as Excel, R and others save them, in one streaming pass."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from graphmodel.problems import Place, Problem, Problems, shown
from graphmodel.study import Batch, Positions
from graphmodel.wording import counted, shown_name
from graphmodel_loaders.encoding import Scan, Utf8Reader, scan, utf8_blocks
from graphmodel_loaders.rows import MOST_ABOVE, UNNAMED, ReadRows, header_row, read_header, report_title

csv.field_size_limit((1 << 31) - 1)  # a cell may hold a whole interview
BLOCK = 1 << 23
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
LIKELY_COLUMNS = 6
"""With this many columns, a line inside a cell that would fill a row is no accident; with fewer, only behind an id."""
_ID = re.compile(r"[^\s.,_\d]*[._\d]\S*")


@dataclass(frozen=True)
class CsvTable:
    """A table in a CSV file (see :class:`graphmodel.study.TableSource`)."""

    name: str
    path: Path
    names: tuple[str, ...]
    separator: str
    skip: int
    scan: Scan
    stop: int = 0
    """Row with a quotation mark that is not closed: from there on, rows are left out. 0: there is none."""
    stop_line: int = 0
    """Lines of the file above that row."""
    header: int = 1
    """Row with the names of the columns."""
    default: bool = False
    from_labels: bool = False
    sheet: str = ""
    only: tuple[str, ...] = ()
    """Columns to read; none: all of them."""

    @property
    def file(self) -> str:
        """Name of the file."""
        return shown_name(self.path)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names in the header, without columns that have none."""
        return tuple(name for name in self.names if not name.startswith(UNNAMED))

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size

    def narrowed(self, columns: Collection[str]) -> "CsvTable":
        """The table with some of its columns, which is quicker to read."""
        return replace(self, only=tuple(name for name in self.columns if name in columns))

    @property
    def _read(self) -> tuple[str, ...]:
        """Names of the columns that are read."""
        return tuple(name for name in self.names if not self.only or name in self.only)

    def fingerprint(self) -> Iterator[bytes]:
        """The bytes of the file, for the content hash."""
        with self.path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every row of the file; see :class:`graphmodel_loaders.loaded_study.LoadedTable`."""
        lines = self._text()
        for _ in range(self.skip):
            lines.readline()
        reader = csv.reader(lines, delimiter=self.separator)
        above = islice(reader, self.stop - 1) if self.stop else reader
        with suppress(csv.Error):  # what cannot be read is among the problems
            yield from enumerate(above, 1)
        if self.stop:
            for number, line in enumerate(islice(self._text(None), self.stop_line, None), self.stop):
                yield number, [cell.strip('"') for cell in line.rstrip("\n").split(self.separator)]

    def _text(self, newline: str | None = "") -> io.TextIOWrapper:
        reader = io.BufferedReader(Utf8Reader(self.path, self.scan))
        return io.TextIOWrapper(reader, "utf-8", errors="replace", newline=newline)

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]:
        """Read the rows; see :meth:`graphmodel.study.TableSource.batches`."""
        place = Place(self.name, self.file)
        ragged = _RaggedRows(place, self.separator, self.header)
        number = 0
        raw = None if self.scan.plain else Utf8Reader(self.path, self.scan)
        try:
            with pa.PythonFile(raw, mode="r") if raw else _opened(self.path) as stream:
                for chunk in self._reader(stream, ragged):
                    numbers = ragged.numbers(number + 1, chunk.num_rows)
                    number = int(numbers[-1]) if len(numbers) else number
                    yield self._batch(place, chunk.columns, numbers, problems, ragged.take(problems))
                    advance(stream.tell() if raw is None else raw.position)
                    if self.stop and number >= self.stop:
                        break
        except (pa.ArrowInvalid, OSError) as error:
            problems.add(_unreadable(place, number, error))
        if left_out := ragged.take(problems):
            nothing = [pa.array([], pa.string())] * len(self._read)
            yield self._batch(place, nothing, np.zeros(0, np.int64), problems, left_out)
        if self.stop:
            yield self._below(place, problems)
        advance(self.size)

    def _below(self, place: Place, problems: Problems) -> Batch:
        """The rows from the open quotation mark on, all left out: each line that is not blank counts as a row."""
        lines = self._text(None)
        blank = f'"{self.separator} \t\r\n'
        left_out = [
            (self.stop + number, line.split(self.separator, 1)[0].strip('" \r\n'))
            for number, line in enumerate(islice(lines, self.stop_line, None))
            if line.strip(blank)
        ]
        nothing = [pa.array([], pa.string())] * len(self._read)
        return ReadRows(place, self._read, np.zeros(0, np.int64), nothing, problems).batch(left_out)

    def _reader(self, stream: pa.NativeFile, ragged: "_RaggedRows") -> pyarrow.csv.CSVStreamingReader:
        names = [f"c{i}" for i in range(len(self.names))]
        return pyarrow.csv.open_csv(
            stream,
            # Positions of ragged rows are right only when one thread reads.
            pyarrow.csv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=names, skip_rows=self.skip),
            pyarrow.csv.ParseOptions(
                delimiter=self.separator,
                newlines_in_values=True,
                invalid_row_handler=ragged,
                ignore_empty_lines=False,
            ),
            # The scan has checked the encoding.
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                check_utf8=False,
                include_columns=[f"c{self.names.index(name)}" for name in self.only] if self.only else None,
            ),
        )

    def _batch(
        self,
        place: Place,
        cells: list[pa.Array],
        numbers: Positions,
        problems: Problems,
        left_out: list[tuple[int, str]],
    ) -> Batch:
        inside = numbers > self.header
        if self.stop:
            inside &= numbers < self.stop
        if not inside.all():
            cells = [column.filter(pa.array(inside)) for column in cells]
            numbers = numbers[inside]
        rows = ReadRows(place, self._read, numbers, cells, problems, self.scan.controls)
        if self.scan.damaged:
            rows.report_replaced()
        rows.report_controls()
        return rows.batch([(row, first) for row, first in left_out if not self.stop or row < self.stop])


def _opened(path: Path) -> pa.NativeFile:
    try:
        str(path).encode()
    except UnicodeEncodeError:  # Arrow itself opens no file whose name is not UTF-8
        return pa.PythonFile(path.open("rb"), mode="r")
    return pa.OSFile(str(path))


def _unreadable(place: Place, number: int, error: Exception) -> Problem:
    return place.error(
        "unreadable",
        f"The file cannot be read after row {number}: {error}.",
        "Open the file in a spreadsheet, check the rows after that one, and save the table again as CSV UTF-8.",
        row=number,
    )


def open_csv_table(name: str, path: Path, problems: Problems, default: bool = False) -> CsvTable | None:
    """Open one file, and note an unusual encoding or separator.

    Returns None and adds an error if there is no header.
    """
    place = Place(name, shown_name(path))
    scanned = scan(path)
    start = (
        next(utf8_blocks(path, scanned.encoding, scanned.damaged), b"").decode("utf-8", "ignore").removeprefix("\ufeff")
    )
    if not start.strip():
        problems.add(
            place.error("empty_file", "The file is empty.", "Delete it, or put the column names in its first row.")
        )
        return None
    skip, separator, cells, header = _find_header(start, name)
    names = read_header(cells, place, problems)
    if names is None:
        return None
    if header > 1:
        report_title(header, place, problems)
    stop = stop_line = 0
    if scanned.quotes % 2 or scanned.quoted_breaks:
        stop, stop_line = _report_stray_quote(path, scanned, separator, len(names), place, problems)
    _notes(scanned, separator, place, problems)
    return CsvTable(name, path, names, separator, skip, scanned, stop, stop_line, header, default)


def _find_header(start: str, table: str) -> tuple[int, str, list[str], int]:
    """The number of lines before row 1, the separator, the cells of the header, and the number of its row."""
    first = re.match(r"[^\r\n]*(\r\n|\r|\n)?", start)
    line = first.group().strip().strip('"') if first else ""
    named = ""
    if first and re.fullmatch(r"sep=.?", line, re.IGNORECASE):
        named, start = line[4:] or "\t", start[first.end() :]
    rows = {separator: _split(start, separator) for separator in SEPARATORS}
    headers = {separator: header_row(rows[separator], table) for separator in SEPARATORS}
    best = max(rows, key=lambda s: len(rows[s][headers[s] - 1]) if rows[s] else 0)
    separator = named if named in rows else best
    header = headers[separator]
    return int(bool(named)), separator, rows[separator][header - 1] if rows[separator] else [], header


def _split(text: str, separator: str) -> list[list[str]]:
    """The first rows of a text."""
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), MOST_ABOVE + 1))
    except csv.Error:
        return []


def _report_stray_quote(
    path: Path, scanned: Scan, separator: str, columns: int, place: Place, problems: Problems
) -> tuple[int, int]:
    """Report the first wrong quotation mark; returns its row (0: none) and the number of lines above that row."""
    lines = io.TextIOWrapper(io.BufferedReader(Utf8Reader(path, scanned)), "utf-8", newline="")
    row, what, above = find_stray_quote(lines, separator, columns)
    if row:
        problems.add(
            place.error(
                "unclosed_quote",
                f"{what}. This row and all rows below it are left out.",
                "Close the quotation mark; inside a quoted cell, write a quotation mark twice. A spreadsheet does this"
                " when it saves the table.",
                row=row,
            )
        )
    return row, above


def _notes(scanned: Scan, separator: str, place: Place, problems: Problems) -> None:
    """Note how the file was read, if it is not plain UTF-8 with commas."""
    forms = []
    if scanned.encoding == "cp1252":
        forms.append("Windows-1252 (a guess: it is not UTF-8)")
    elif scanned.encoding == "utf-16":
        forms.append("UTF-16")
    elif scanned.mark:
        forms.append("UTF-8 with a byte order mark")
    if separator != ",":
        forms.append(f"cells separated by {SEPARATORS[separator]}")
    if forms:
        remedy = "There is nothing to do."
        if scanned.encoding == "cp1252":
            remedy = "Check that accented letters are right; if not, save the file as CSV UTF-8."
        problems.add(place.note("read_as", f"Read as {'; '.join(forms)}.", remedy))


class _RaggedRows:
    """Collects the rows whose number of cells is not that of the header, and keeps row numbers right.

    An instance is the ``invalid_row_handler`` of one pass over a file.
    """

    def __init__(self, place: Place, separator: str, header: int) -> None:
        self._place = place
        self._separator = separator
        self._header = header
        self._waiting: list[pyarrow.csv.InvalidRow] = []
        self._skipped: list[int] = []

    def __call__(self, row: pyarrow.csv.InvalidRow) -> str:
        """Take one such row from the reader."""
        self._skipped.append(row.number)
        self._waiting.append(row)
        return "skip"

    def numbers(self, first: int, count: int) -> Positions:
        """Row numbers of the next good rows, with ragged rows between them skipped."""
        wide = np.arange(first, first + count + len(self._skipped), dtype=np.int64)
        if self._skipped:
            wide = wide[~np.isin(wide, self._skipped)]
        chosen = wide[:count]
        if count:
            self._skipped = [number for number in self._skipped if number > chosen[-1]]
        return chosen

    def take(self, problems: Problems) -> list[tuple[int, str]]:
        """Report the rows collected since the last call; returns their numbers and first cells."""
        reported = []
        for row in self._waiting:
            text = row.text or ""
            if not text.strip(f'"{self._separator} \t\r\n'):
                continue  # a blank line
            if row.number <= self._header:
                continue  # a title above the header
            problems.add(
                self._place.error(
                    "ragged_row",
                    f"The row has {counted(row.actual_columns, 'cell')} where the header has {row.expected_columns}.",
                    "Put quotation marks around any cell that contains a separator or a line break, and look for"
                    " missing or extra cells. A spreadsheet does this when it saves the table.",
                    row.number,
                    value=shown(text),
                )
            )
            reported.append((row.number, text.split(self._separator, 1)[0].strip('" ')))
        self._waiting = []
        return reported


def find_stray_quote(lines: Iterable[str], separator: str, columns: int) -> tuple[int, str, int]:
    """Find the first row with a wrong quotation mark.

    Such a mark turns the rows below it into part of one cell, often without any other sign.

    Returns:
        The row (counted as a spreadsheet does; 0: none), what is wrong with it, and the number of lines above it.
    """
    row = above = 0
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for row, cells in enumerate(reader, start=1):
            if any(("\n" in cell or "\r" in cell) and _holds_rows(cell, separator, columns) for cell in cells):
                return row, "A cell of this row contains the rows below it", above
            above = reader.line_num
    except csv.Error:
        return row + 1, "A quotation mark in this row is not closed, or is inside a quoted cell", above
    return 0, "", 0


def _holds_rows(cell: str, separator: str, columns: int) -> bool:
    """Whether a line inside a cell is a row: as many cells, of which the first is an id."""
    if columns < 2:
        return False
    likely = [line for line in cell.splitlines()[1:] if line.count(separator) >= columns - 1]
    rows = [row for line in likely for row in _split(line, separator)[:1]]
    first = [row[0].strip() for row in rows if len(row) == columns]
    return any(_ID.fullmatch(cell) or (columns >= LIKELY_COLUMNS and cell and " " not in cell) for cell in first)
