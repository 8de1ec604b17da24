"""Where the codes, the interviews and their attributes stand in a sheet of a framework matrix.

Rows are interviews and columns codes; a sheet that has them the other way round is turned first
(:meth:`~graphmodel_loaders.framework.sheet.Sheet.turned`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from openpyxl.utils.cell import column_index_from_string

from graphmodel.problems import FormatError
from graphmodel_loaders.flat.finding import key_of
from graphmodel_loaders.framework import words
from graphmodel_loaders.framework.quotations import quotes
from graphmodel_loaders.framework.sheet import Sheet

LONG = 25
"""Characters from which on a cell is a text rather than a value."""
_LOOKED_AT = 40
_LONGEST_HEADING = 200
_DIFFERENT = 0.8
"""Share of numbers in a column that stand there once, if codes are in rows."""
_MOST_HEADINGS = 6
"""Rows of headings."""
_LONG_LINE = 60


@dataclass(frozen=True)
class Settings:
    """What the user says where the guess is wrong; what is empty is guessed.

    Attributes:
        header: numbers of the first and the last row of headings.
        first_code: letter of the first column of codes.
    """

    header: tuple[int, int] | None = None
    first_code: int = 0

    @classmethod
    def of(cls, header: str, first_code: str) -> "Settings":
        """The settings of two texts, such as ``2-4`` and ``F``.

        Raises:
            FormatError: one is not of that form.
        """
        rows = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", header.replace(" ", "")) if header else None
        if header and (not rows or int(rows[2] or rows[1]) < int(rows[1])):
            raise FormatError(
                f"header={header} names no rows. Write header=3 for one row of headings, header=2-4 for several."
            )
        if first_code and not re.fullmatch(r"[A-Za-z]{1,3}", first_code):
            raise FormatError(f"first_code={first_code} is not a column. Write its letter, such as first_code=F.")
        found = (int(rows[1]), int(rows[2] or rows[1])) if rows else None
        return cls(found, column_index_from_string(first_code.upper()) if first_code else 0)


@dataclass(frozen=True)
class CodeColumn:
    """A column of a code: its place, its number if it has one, and its labels from the widest to its own."""

    place: int
    number: str
    labels: tuple[str, ...]
    is_dotted: bool = True


@dataclass
class Layout:
    """Where everything stands.

    Attributes:
        headings: numbers of the rows of headings.
        cases: the column of interviews.
        codes: the columns of codes.
        attributes: headings of columns that describe interviews.
        coder: the column of who coded; 0 if there is none.
        theme: what the sheet is about; empty if nothing says it.
        rows: the rows of interviews.
        groups: heading of the group of rows that each row is in.
        aside: reason for each row below the headings that is no interview.
        without_heading: columns with text and without a heading.
        totals: columns of totals.
        is_marked: whether rows or columns are marked as NVivo does.
        is_named: whether the column of interviews is called so, or has no heading.
    """

    headings: tuple[int, ...]
    cases: int
    codes: list[CodeColumn] = field(default_factory=list)
    attributes: dict[int, str] = field(default_factory=dict)
    coder: int = 0
    theme: str = ""
    rows: list[int] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)
    aside: dict[int, str] = field(default_factory=dict)
    without_heading: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    is_marked: bool = False
    is_named: bool = False

    def texts(self, sheet: Sheet) -> list[str]:
        """All filled cells of interviews and codes."""
        return [text for row in self.rows for column in self.codes if (text := sheet.text(row, column.place))]


def has_codes_in_rows(sheet: Sheet) -> bool:
    """Whether codes seem to be in rows and interviews in columns."""
    lines = list(sheet.rows)[:_LOOKED_AT]
    by_column: dict[int, list[str]] = {}
    for row in lines:
        for column, text in sheet.rows[row].items():
            if column <= 3 and len(text) <= _LONGEST_HEADING and (match := words.NUMBER.fullmatch(text)):
                by_column.setdefault(column, []).append(match[1])
    by_row = max((len(_numbered(sheet, row)) for row in lines), default=0)
    for numbers in by_column.values():
        if len(numbers) >= 2 and len(numbers) > by_row:
            return len(set(numbers)) >= _DIFFERENT * len(numbers)
    first = next((sheet.rows[row] for row in lines if len(sheet.rows[row]) > 2), {})
    if not first or key_of(first.get(min(first), "")[:_LONGEST_HEADING]) not in words.CODES:
        return False
    others = {key_of(text[:_LONGEST_HEADING]) for column, text in first.items() if column != min(first)}
    return by_row < 2 and not others & (words.PASSAGES | words.CODES | words.ATTRIBUTES | words.NOTES)


def lay_out(sheet: Sheet, settings: Settings) -> Layout | str:
    """Find where everything stands; of a sheet that is no matrix, why not."""
    headings = _headings(sheet, settings)
    if not headings:
        return "no row of headings is found in it"
    below = [row for row in sheet.rows if row > headings[-1]]
    if not below:
        return "it has nothing below its headings"
    cases, is_named = _cases(sheet, headings)
    layout = Layout(headings, cases, is_named=is_named)
    layout.is_marked = any(words.LETTERED.fullmatch(sheet.text(headings[-1], c)) for c in sheet.rows[headings[-1]])
    _sort_rows(sheet, layout, below)
    if not layout.rows:
        return "no row below its headings names an interview"
    _sort_columns(sheet, layout, settings)
    if not layout.codes:
        return "it has no columns of codes"
    layout.theme = _theme(sheet, layout)
    return layout


def _numbered(sheet: Sheet, row: int) -> list[int]:
    """Columns with a code number in a row of which no cell is long."""
    cells = sheet.rows.get(row, {})
    if any(len(text) > _LONGEST_HEADING for text in cells.values()):
        return []
    return [column for column, text in cells.items() if words.NUMBER.fullmatch(_unmarked(text))]


def _headings(sheet: Sheet, settings: Settings) -> tuple[int, ...]:
    if settings.header:
        first, last = settings.header
        return tuple(row for row in sheet.rows if first <= row <= last)
    lines = list(sheet.rows)[:_LOOKED_AT]
    anchors = [row for row in (_first(lines, sheet, kind) for kind in (_is_numbers, _is_marked, _is_cases)) if row]
    if not anchors:
        anchors = [row for row in lines if len(sheet.rows[row]) >= 3 and _is_short(sheet.rows[row])][:1]
    if not anchors:
        return ()
    top = min(anchors)
    bottom = max(row for row in anchors if row - top < _MOST_HEADINGS)
    cases, _ = _cases(sheet, [row for row in lines if top <= row <= bottom])
    for row in lines:
        if row == bottom + 1 and row - top < _MOST_HEADINGS and _continues(sheet, row, cases):
            bottom = row
    for row in reversed(lines):
        if row == top - 1 and bottom - row < _MOST_HEADINGS and _spans(sheet, row, cases):
            top = row
    return tuple(row for row in lines if top <= row <= bottom)


def _first(lines: Iterable[int], sheet: Sheet, kind: Callable[[Sheet, int], bool]) -> int:
    return next((row for row in lines if kind(sheet, row)), 0)


def _is_numbers(sheet: Sheet, row: int) -> bool:
    if len(_numbered(sheet, row)) >= 2:
        return True
    cells = [text for text in sheet.rows[row].values() if words.WHOLE.fullmatch(text)]
    numbers = [int(match[1]) for text in cells if (match := words.WHOLE.fullmatch(text))]
    near = [sheet.rows[other] for other in (row - 1, row + 1) if other in sheet.rows]
    return (
        len(numbers) >= 3
        and all(after - before == 1 for before, after in pairwise(numbers))
        and _is_short(sheet.rows[row])
        and any(len(other) >= len(numbers) and _is_short(other) for other in near)
    )


def _is_marked(sheet: Sheet, row: int) -> bool:
    cells = sheet.rows[row]
    return sum(bool(words.LETTERED.fullmatch(text)) for text in cells.values()) >= 2 and _is_short(cells)


def _is_cases(sheet: Sheet, row: int) -> bool:
    cells = sheet.rows[row]
    first = sorted(cells)[:_MOST_HEADINGS]
    return len(cells) > 1 and _is_short(cells) and any(key_of(cells[column]) in words.CASES for column in first)


def _is_short(cells: Mapping[int, str]) -> bool:
    return all(len(text) <= _LONGEST_HEADING for text in cells.values())


def _cases(sheet: Sheet, headings: Sequence[int]) -> tuple[int, bool]:
    """The column of interviews, and whether it is called so or has no heading."""
    found = [
        (words.CASES.index(key), column)
        for row in headings
        for column, text in sheet.rows.get(row, {}).items()
        if (key := key_of(text[:_LONGEST_HEADING])) in words.CASES
    ]
    if found:
        return min(found)[1], True
    below = [cells for row, cells in sheet.rows.items() if headings and row > headings[-1]]
    first = min((min(cells) for cells in below), default=1)
    corner = {key_of(text[:_LONGEST_HEADING]) for row in headings if (text := sheet.text(row, first))}
    # With codes in rows, the corner says what the rows are: codes.
    return first, not corner or (sheet.is_turned and corner <= words.CODES)


def _continues(sheet: Sheet, row: int, cases: int) -> bool:
    """Whether a row belongs to the headings above it: it is short and names no interview."""
    cells = sheet.rows[row]
    key = key_of(sheet.text(row, cases)[:_LONGEST_HEADING])
    is_heading = not key or key in words.CODES or key in words.CASES
    return is_heading and _is_short(cells) and not any(map(quotes, cells.values()))


def _spans(sheet: Sheet, row: int, cases: int) -> bool:
    """Whether a row above the headings belongs to them: it says something of columns of codes and is no title."""
    cells = sheet.rows[row]
    if not _is_short(cells):
        return False
    key = key_of(sheet.text(row, cases)[:_LONGEST_HEADING])
    if key and key not in words.CODES and (row, cases) not in sheet.merged and (row + 1, cases) not in sheet.merged:
        return False
    return len(cells) > 1 or min(cells) > cases + 1


def _sort_rows(sheet: Sheet, layout: Layout, below: Sequence[int]) -> None:
    group = ""
    heading = {key_of(text) for row in layout.headings for text in sheet.rows[row].values() if len(text) <= _LONG_LINE}
    for row in below:
        cells = sheet.rows[row]
        case = sheet.text(row, layout.cases)
        key = key_of(case[:_LONGEST_HEADING])
        others = [text for column, text in cells.items() if column != layout.cases]
        if key in words.TOTALS:
            layout.aside[row] = "in a row of totals"
        elif key in words.SUMMARIES:
            layout.aside[row] = "in a row that sums up all interviews"
        elif key in words.CASES and key in heading:
            layout.aside[row] = "in a row that repeats the headings"
        elif not case:
            layout.aside[row] = "" if len(others) > 1 or row != below[-1] else "in a line of notes"
        elif sheet.merged.get((row, layout.cases + 1)) == (row, layout.cases) and not others:
            group = case
            layout.aside[row] = "in a heading of a group of rows"
        elif not others and (len(case) > _LONG_LINE or re.match(r"notes?\b|key\b|source\b|\*", case, re.IGNORECASE)):
            layout.aside[row] = "in a line of notes"
        else:
            layout.rows.append(row)
            if group:
                layout.groups[row] = group


def _sort_columns(sheet: Sheet, layout: Layout, settings: Settings) -> None:
    rows = [_spread(sheet, row, layout) for row in layout.headings]
    used = sorted({column for row in (*layout.headings, *layout.rows) for column in sheet.rows.get(row, {})})
    columns: dict[int, tuple[str, bool, tuple[str, ...]]] = {}
    for column in used:
        texts = [_unmarked(row[column]) for row in rows if row.get(column)]
        columns[column] = _number_and_labels(list(dict.fromkeys(texts)), layout)
    first = settings.first_code or _first_code(sheet, layout, columns)
    for column in used:
        if column == layout.cases:
            continue
        number, is_dotted, labels = columns[column]
        key = key_of(labels[-1][:_LONGEST_HEADING]) if labels else ""
        texts = [text for row in layout.rows if (text := sheet.text(row, column))]
        if not number and not labels:
            if texts:
                layout.without_heading.append(column)
        elif not number and key in words.CODERS and not layout.coder:
            layout.coder = column
        elif not number and key in words.TOTALS:
            layout.totals.append(column)
        elif not number and (column < first or key in words.NOTES or _is_value(key, texts, column, settings)):
            is_taken = labels[-1] in layout.attributes.values()
            layout.attributes[column] = " / ".join(labels) if is_taken else labels[-1]
        else:
            layout.codes.append(CodeColumn(column, number, labels or (number,), is_dotted))


def _is_value(key: str, texts: Sequence[str], column: int, settings: Settings) -> bool:
    """Whether a column behind the first code describes interviews: it is called so, and its cells are short."""
    if settings.first_code and column >= settings.first_code:
        return False
    return key in words.ATTRIBUTES and not any(map(_is_text, texts))


def _first_code(sheet: Sheet, layout: Layout, columns: Mapping[int, tuple[str, bool, tuple[str, ...]]]) -> int:
    """The first column with a number or a text; else the one behind the interviews."""
    for column, (number, _, labels) in columns.items():
        if column == layout.cases:
            continue
        key = key_of(labels[-1][:_LONGEST_HEADING]) if labels else ""
        if number:
            return column
        if key in words.ATTRIBUTES | words.NOTES | words.CODERS or key in words.CASES:
            continue
        if any(_is_text(sheet.text(row, column)) for row in layout.rows):
            return column
    plain = [
        column
        for column, (_, _, labels) in columns.items()
        if column > layout.cases and labels and key_of(labels[-1]) not in words.ATTRIBUTES | words.NOTES | words.CODERS
    ]
    return min(plain, default=layout.cases + 1)


def _is_text(text: str) -> bool:
    return len(text) >= LONG or quotes(text)


def _spread(sheet: Sheet, row: int, layout: Layout) -> dict[int, str]:
    """Texts of a row of headings over all columns that they span.

    Where no cells of the row are merged, a label also spans the blank cells right of it that have a heading below.
    """
    width = max((max(cells) for cells in sheet.rows.values()), default=0)
    texts = {column: text for column in range(1, width + 1) if (text := sheet.text(row, column))}
    is_merged = any(place[0] == row and first[1] != place[1] for place, first in sheet.merged.items())
    if is_merged or row == layout.headings[-1] or len(_numbered(sheet, row)) >= 2 or _is_numbers(sheet, row):
        return texts
    lower = [other for other in layout.headings if other > row]
    above = ""
    for column in range(layout.cases + 1, width + 1):
        above = texts.get(column, above if any(column in sheet.rows[other] for other in lower) else "")
        if above:
            texts[column] = above
    return texts


def _number_and_labels(texts: Sequence[str], layout: Layout) -> tuple[str, bool, tuple[str, ...]]:
    number, is_dotted = "", False
    labels: list[str] = []
    for text in texts:
        dotted = words.NUMBER.fullmatch(text)
        whole = words.WHOLE.fullmatch(text)
        if dotted:
            number, is_dotted = dotted[1], True
            text = (dotted[2] or "").strip()  # noqa: PLW2901 - the label behind the number
        elif whole and not is_dotted:
            number, text = whole[1], ""  # noqa: PLW2901 - a number is no label
        parts = re.split(r"\\+", text) if layout.is_marked else [text]
        labels += [" ".join(part.split()) for part in parts if part.strip()]
    return number, is_dotted, tuple(labels)


def _unmarked(text: str) -> str:
    match = words.LETTERED.fullmatch(text)
    return match[1].strip() if match else text


def _theme(sheet: Sheet, layout: Layout) -> str:
    """What the sheet is about: a title with the number of its codes, else its name, else the title nearest to it."""
    titles = [text for row, cells in sheet.rows.items() if row < layout.headings[0] for text in cells.values()]
    shared = [label for label in layout.codes[0].labels[:-1] if all(label in column.labels for column in layout.codes)]
    if shared:
        layout.codes = [
            CodeColumn(
                one.place, one.number, tuple(label for label in one.labels if label not in shared), one.is_dotted
            )
            for one in layout.codes
        ]
    titles = [" ".join(text.split()) for text in (*titles, *shared) if len(text) <= _LONGEST_HEADING]
    tops = {column.number.partition(".")[0] for column in layout.codes if column.is_dotted and column.number}
    if len(tops) == 1:
        top = tops.pop()
        for text in (*titles, sheet.name):
            match = re.fullmatch(rf"(?:\w+\s+)?{top}\b[\s.:)–-]*(\S.*)?", text)
            if match and match[1]:
                return f"{top} {match[1]}"
    if not (sheet.is_file or words.GENERIC.fullmatch(sheet.name)):
        return sheet.name
    return titles[-1] if titles else ""
