"""Results for people to read on a screen, or in a pipe."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TextIO

import pandas as pd
from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from graphmodel.output import Writable
from graphmodel.output.cells import Plain, clean, headers, rows
from graphmodel.output.files import text_to
from graphmodel.wording import counted

MOST_ROWS = 1_000
"""Rows of a table that are shown on a screen."""
RECORDS = 10
"""A table too wide for the screen is shown row by row, if it has no more rows than this."""
SHOWN = 3
"""Entries of a list that are shown."""
BREAK = " ↵ "
"""Stands for a line break in text of a study."""
_NARROWEST = 16
_NARROWEST_PROSE = 28
_WHOLE_WORD = 28
"""Words of up to so many signs are not folded."""
_PROSE = 40
"""A column whose cells are longer than this on average is prose."""
_PIPE_WIDTH = 120
_TURNS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def write_table(result: Writable, output: Path | TextIO) -> None:
    """Write a result for reading: title, what is counted, tables, notes.

    On a terminal it uses the terminal's width; elsewhere 120 columns and no colours. Long text is
    folded and lists are shortened; long column names are folded at their underscores. A table that
    is too wide is shown as records if it has few rows and much text; otherwise the columns that fit
    are shown (names, numbers and claims first) and the others are listed by name.

    Raises:
        OutputError: the file cannot be written.
    """
    with text_to(output) as stream:
        terminal = stream.isatty()
        console = Console(
            file=stream,
            force_terminal=terminal,
            color_system="auto" if terminal else None,
            width=None if terminal else _PIPE_WIDTH,
            highlight=False,
            markup=False,
            emoji=False,
        )
        console.print(Text(_safe(result.title), style="bold"))
        console.print(Text("\n".join(map(_safe, result.counts.split("\n")))))
        for name, frame in result.tables.items():
            console.print()
            if len(result.tables) > 1:
                console.print(Text(f"{_safe(name)} ({counted(len(frame), 'row')})", style="bold"))
            for part in _shown(frame, console.width):
                console.print(part)
        for note in result.notes:
            console.print()
            console.print(Text(_safe(note), style="italic"))


@dataclass(frozen=True)
class _Column:
    """One column as it is shown."""

    name: str
    cells: list[str]
    numbers: bool
    tight: bool
    """Whether the line is too short for everything."""

    @cached_property
    def heading(self) -> str:
        """The name, folded at its underscores where its cells are narrower and space is short."""
        widest = max(map(_width, self.cells), default=0)
        return self.name.replace("_", "_\n") if self.tight and _width(self.name) > widest else self.name

    @cached_property
    def longest(self) -> int:
        """Width of its widest cell."""
        return max(_width(cell) for cell in (self.heading, *self.cells))

    @cached_property
    def narrowest(self) -> int:
        """The smallest width at which it is readable."""
        if self.numbers or _of_claims(self.name):
            return self.longest
        average = sum(map(len, self.cells)) / max(1, len(self.cells))
        if average > _PROSE:
            return min(self.longest, _NARROWEST_PROSE)
        return min(self.longest, max(_NARROWEST, self._longest_word))

    @property
    def _longest_word(self) -> int:
        """Of words that are not very long: a name that is to be typed is not folded."""
        words = (word for cell in self.cells for word in cell.split())
        return max((width for word in words if (width := _width(word)) <= _WHOLE_WORD), default=0)


def _shown(frame: pd.DataFrame, width: int) -> list[RenderableType]:
    if frame.empty:
        return [Text("(no rows)")]
    cells = list(rows(frame.head(MOST_ROWS)))
    names = headers(frame)
    wide, tight = (
        [_column(name, [row[position] for row in cells], tight) for position, name in enumerate(names)]
        for tight in (False, True)
    )
    parts: list[RenderableType] = []
    fitting = next((columns for columns in (wide, tight) if _room(columns) <= width), None)
    if fitting is not None:
        parts.append(_grid(fitting, width))
    elif len(frame) <= RECORDS and sum(column.numbers for column in wide) * 2 < len(wide):
        parts.append(_records(wide))
    else:
        chosen = _fitting(tight, width)
        parts.append(_grid(chosen, width))
        left_out = ", ".join(column.name for column in tight if column not in chosen)
        parts.append(Text(f"Too wide to show: {left_out}. Use --format csv, xlsx or json.", style="dim"))
    if len(frame) > MOST_ROWS:
        more = len(frame) - MOST_ROWS
        parts.append(Text(f"… and {more:,} more rows. Use --format csv, xlsx or json.", style="dim"))
    return parts


def _column(name: str, values: list[Plain], tight: bool) -> _Column:
    filled = [value for value in values if value is not None]
    numbers = bool(filled) and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in filled)
    most = 1 if tight and _of_claims(name) else SHOWN
    return _Column(_safe(name), [_cell(value, most) for value in values], numbers, tight)


def _of_claims(name: str) -> bool:
    """Whether a column lists the ids of claims."""
    return name == "claims" or name.endswith("_claims")


def _cell(value: Plain, most: int = SHOWN) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.1f}"
    if isinstance(value, list):
        more = [f"+{len(value) - most} more"] if len(value) > most else []
        entries = [_cell(entry) for entry in value[:most]] + more
        if most == 1:
            return " ".join(entries)
        return ("\n" if max(map(len, entries), default=0) > _PROSE else ", ").join(entries)
    return _safe(str(value))


def _fitting(columns: list[_Column], width: int) -> list[_Column]:
    """As many columns as fit, in their order.

    A claim's id and summary come first, then what identifies a row (names, or the short text
    before the first number where no column is a name), then numbers (narrow ones first), short
    text, claims, other text, and last ids that have a name column as well.
    """
    names = [column.name for column in columns]
    named = [name == "label" or name.endswith("_label") for name in names]
    first_number = next((position for position, column in enumerate(columns) if column.numbers), len(columns))

    def rank(position: int) -> tuple[int, int, int]:
        name, column = names[position], columns[position]
        if name in {"claim", "summary"}:
            return 0, -1, position
        if f"{name}_label" in names or (position == 0 and names[1:2] == ["label"]):
            return 5, 0, position
        if named[position] or (
            position < first_number and not any(named) and (position == 0 or column.narrowest < _NARROWEST)
        ):
            return 0, 0, position
        if column.numbers:
            return 1, column.narrowest, position
        if name == "claims":
            return 3, 0, position
        return (2 if column.narrowest < _NARROWEST else 4), 0, position

    chosen: set[int] = set()
    for position in sorted(range(len(columns)), key=rank):
        if chosen and _room([columns[other] for other in (*chosen, position)]) > width:
            continue
        chosen.add(position)
    return [columns[position] for position in sorted(chosen)]


def _room(columns: list[_Column]) -> int:
    return sum(column.narrowest + 2 for column in columns)


def _grid(columns: list[_Column], width: int) -> Table:
    widths = _widths(columns, width)
    # A blank line separates rows where cells are folded.
    folds = any(column.longest > width for column, width in zip(columns, widths, strict=True))
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, leading=int(folds))
    for column, column_width in zip(columns, widths, strict=True):
        justify: Literal["right", "left"] = "right" if column.numbers else "left"
        grid.add_column(Text(column.heading), justify=justify, width=column_width, overflow="fold")
    for row in zip(*(column.cells for column in columns), strict=True):
        grid.add_row(*(Text(cell) for cell in row))
    return grid


def _widths(columns: list[_Column], width: int) -> list[int]:
    """The smallest widths, with the rest of the line shared among the columns that fold."""
    widths = [column.narrowest for column in columns]
    left = width - _room(columns)
    while left > 0:
        folding = [position for position, column in enumerate(columns) if column.longest > widths[position]]
        if not folding:
            break
        for position in folding[:left]:
            widths[position] += 1
        left -= len(folding)
    return widths


def _records(columns: list[_Column]) -> Table:
    block = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    block.add_column(style="bold", max_width=_NARROWEST_PROSE, overflow="fold")
    block.add_column(overflow="fold")
    for number in range(len(columns[0].cells)):
        if number:
            block.add_row("", "")
        for column in columns:
            if column.cells[number]:
                block.add_row(Text(column.name), Text(column.cells[number]))
    return block


def _safe(text: str) -> str:
    """Text that cannot control a terminal or forge a line: without control characters and marks of direction."""
    return clean(text).replace("\t", " ").replace("\n", BREAK).translate(_TURNS)


def _width(text: str) -> int:
    return max((cell_len(line) for line in text.split("\n")), default=0)
