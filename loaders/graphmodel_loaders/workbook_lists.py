"""The hidden sheet that drop-down lists of a workbook take their entries from.

Words of vocabularies stand there as they are. Labels and the words of ``focus`` are formulas over the other sheets, so
that whatever is typed there is in the lists at once. Only functions that Excel and LibreOffice share are used.
"""

from collections.abc import Mapping, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES, VOCABULARIES, Kind
from graphmodel.schema.columns import Column
from graphmodel.schema.vocabularies import default_verbs

SHEET = "lists"
PREPARED = 2_000
"""Rows of a table that are ready to type in."""
MOST_LISTED = 5_000
"""Rows of another sheet that a drop-down list shows."""
_MOST_FOCUSES = 12
_LONGEST_FOCUS = 200
_FIRST = 3
"""Row of a list where its entries begin, below its name and their number."""
_ALL = "all labels"


class Lists:
    """The lists of one workbook, a column each: name, number of entries, entries.

    Args:
        book: the workbook; the sheet is added to it.
        columns: columns of each table, by name.
        rows: number of rows of each table.
        words: words of vocabularies, in place of the usual ones.
        focus: the cell of the settings with the words of ``focus``, between semicolons; empty if there is none.
    """

    def __init__(
        self,
        book: Workbook,
        columns: Mapping[str, Sequence[str]],
        rows: Mapping[str, int],
        words: Mapping[str, Sequence[str]],
        focus: str,
    ) -> None:
        self._sheet: Worksheet = book.create_sheet(SHEET)
        self._sheet.sheet_state = "hidden"
        self._columns = columns
        self._ranges: dict[str, str] = {}
        self._labels = [kind for kind in KINDS if "label" in columns.get(kind.table, ())]
        self._heights = {
            kind.name: min(MOST_LISTED, max(PREPARED, rows.get(kind.table, 0) + PREPARED // 4)) for kind in self._labels
        }
        for name, entries in {**VOCABULARIES, **words}.items():
            if entries:
                self._add(name, list(entries), f"={len(entries)}")
        if focus:
            self._add("focus", [_focus(focus, number) for number in range(_MOST_FOCUSES)], _number_of_words(focus))
        for table, column in (("predicates", "predicate"), ("claims", "claim")):
            if column in columns.get(table, ()):
                self._ranges[column] = self._growing(table, column)
        if "predicate" not in self._ranges:
            verbs = list(default_verbs())
            self._add("predicate", verbs, f"={len(verbs)}")
        self._add_labels()

    def of(self, table: str, column: Column) -> str:
        """The formula of the entries that a column may hold; empty if it has no list, or holds several in a cell."""
        if column.type == "list":
            return ""
        if column.vocabulary:
            return self._ranges.get(column.vocabulary, "")
        if table in {"claims", "codings"} and column.name in {"subject", "object"}:
            return self._ranges.get(_ALL, "")
        if table in {"claims", "codings"} and column.name == "predicate":
            return self._ranges.get("predicate", "")
        tables = [name for name in column.refers_to if name in self._ranges]
        if len(column.refers_to) > 1:
            return self._ranges.get(_ALL, "") if tables else ""
        return self._ranges[tables[0]] if tables else ""

    def _add(self, name: str, entries: Sequence[str], number: str) -> str:
        """Add a list; returns its column."""
        position = len([cell for cell in self._sheet[1] if cell.value]) + 1
        letter = get_column_letter(position)
        for row, text in enumerate([name, number, *entries], 1):
            self._sheet.cell(row, position, text)
        first = f"{SHEET}!${letter}${_FIRST}"
        self._ranges[name] = f"OFFSET({first},0,0,MAX(1,{SHEET}!${letter}${_FIRST - 1}),1)"
        return letter

    def _cells(self, table: str, column: str, height: int) -> str:
        letter = get_column_letter(list(self._columns[table]).index(column) + 1)
        return f"{table}!${letter}$2:${letter}${height + 1}"

    def _growing(self, table: str, column: str) -> str:
        """The cells of a column from the first to the last that is filled."""
        cells = self._cells(table, column, MOST_LISTED)
        first = cells.partition(":")[0]
        return f"OFFSET({first},0,0,MAX(1,COUNTA({cells})),1)"

    def _add_labels(self) -> None:
        """A list of labels for each table of nodes, and one of all."""
        letters = {}
        for kind in self._labels:
            height = self._heights[kind.name]
            cells = self._cells(kind.table, "label", height)
            entries = [self._label(kind, row) for row in range(2, height + 2)]
            last = f'=SUMPRODUCT(MAX(({cells}<>"")*(ROW({cells})-1)))'
            letters[kind.name] = self._add(kind.name, entries, last)
        if letters:
            self._add_all(list(letters.values()))

    def _label(self, kind: Kind, row: int) -> str:
        """One label; with what tells it apart in brackets where another node has the same."""
        cell = self._cell(kind, "label", row)
        own = self._cells(kind.table, "label", self._heights[kind.name])
        id_, word = self._cell(kind, TABLES[kind.table].id_column, row), f'"{kind.name.replace("_", " ")}"'
        mark = f'IF({id_}<>"",{id_},{word})' if id_ else word
        within = self._cell(kind, "organisation", row) or self._cell(kind, "site", row)
        if within:
            mark = f'IF({within}<>"",{within},{mark})'
        others = [self._cells(k.table, "label", self._heights[k.name]) for k in self._labels if k != kind]
        elsewhere = "+".join(f"SUMPRODUCT(--({cells}={cell}))" for cells in others) or "0"
        return (
            f'=IF({cell}="","",IF(SUMPRODUCT(--({own}={cell}))>1,{cell}&" ("&{mark}&")",'
            f'IF({elsewhere}>0,{cell}&" ("&{word}&")",{cell})))'
        )

    def _cell(self, kind: Kind, column: str, row: int) -> str:
        columns = list(self._columns[kind.table])
        return f"{kind.table}!${get_column_letter(columns.index(column) + 1)}{row}" if column in columns else ""

    def _add_all(self, letters: Sequence[str]) -> None:
        """One list of the lists of labels, one below the other without gaps between them."""
        first, last = letters[0], letters[-1]
        start = len([cell for cell in self._sheet[1] if cell.value])
        offsets = [get_column_letter(start + 2 + i) for i in range(len(letters))]
        block = f"${first}${_FIRST}:${last}${_FIRST + MOST_LISTED - 1}"
        starts = f"${offsets[0]}${_FIRST}:${offsets[-1]}${_FIRST}"
        total = f"SUM(${first}${_FIRST - 1}:${last}${_FIRST - 1})"
        entries = []
        for number in range(MOST_LISTED):
            which = f"MATCH({number},{starts},1)"
            entries.append(
                f'=IF({number}>={get_column_letter(start + 1)}${_FIRST - 1},"",'
                f"INDEX({block},{number + 1}-INDEX({starts},1,{which}),{which}))"
            )
        self._add(_ALL, entries, f"=MIN({MOST_LISTED},{total})")
        before = "0"
        for letter, offset in zip(letters, offsets, strict=True):
            self._sheet[f"{offset}1"] = f"labels before {self._sheet[f'{letter}1'].value}"
            self._sheet[f"{offset}{_FIRST}"] = f"={before}"
            before = f"{offset}{_FIRST}+{letter}{_FIRST - 1}"


def _focus(cell: str, number: int) -> str:
    """One of the words between semicolons in a cell."""
    wide = f'SUBSTITUTE({cell},";",REPT(" ",{_LONGEST_FOCUS}))'
    return f"=TRIM(MID({wide},{number * _LONGEST_FOCUS + 1},{_LONGEST_FOCUS}))"


def _number_of_words(cell: str) -> str:
    return f'=MIN({_MOST_FOCUSES},IF({cell}="",0,LEN({cell})-LEN(SUBSTITUTE({cell},";",""))+1))'


def named_tables(column: Column) -> str:
    """The tables whose rows a column may name, for a message."""
    kinds = [kind for kind in column.refers_to if kind in KINDS_BY_NAME]
    return " or ".join(KINDS_BY_NAME[kind].table for kind in kinds)
