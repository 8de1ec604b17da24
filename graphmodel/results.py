"""What every question and analysis returns: frames, with a sentence that says what is counted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TypeVar, overload

import pandas as pd

from graphmodel.argument_types import checks_types
from graphmodel.output import write
from graphmodel.output.written import writing_for
from graphmodel.problems import NotFound
from graphmodel.suggest import did_you_mean
from graphmodel.wording import in_line, shortened, visible

WIDEST_CELL = 300
"""Characters of a cell that a notebook shows; the frame has them all."""
_Other = TypeVar("_Other")


@dataclass(frozen=True, eq=False)
class Result(Mapping[str, pd.DataFrame]):
    """A result: a mapping of tables by name, the main one first.

    Names of tables and columns are snake_case. ``counts`` is a sentence that says what the numbers
    count; ``notes`` say what else a reader must know (why a table is empty, what was left out).
    ``claims`` columns hold the ids of the claims behind a row. ``study`` is the folder, workbook or server that it is
    a result of, if that is known.
    """

    name: str
    title: str
    counts: str
    tables: Mapping[str, pd.DataFrame]
    notes: tuple[str, ...] = field(default=())
    study: Path | str = ""
    protect: Callable[[Path], None] | None = field(default=None, repr=False)
    """Refuses a file or folder that the study is read from; ``force`` does not overrule it."""
    workbook: Callable[[Path], None] | None = field(default=None, repr=False)
    """Writes the workbook of a result that has a layout of its own."""

    @property
    def frame(self) -> pd.DataFrame:
        """The main table."""
        return next(iter(self.tables.values()))

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self.tables:
            near = did_you_mean(table, self.tables)
            raise NotFound(
                f"There is no table {table!r} in this result.{near} It has: {', '.join(self.tables)}.",
                tuple(self.tables),
            )
        return self.tables[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        """How many tables there are; ``len(result.frame)`` is how many rows."""
        return len(self.tables)

    def __contains__(self, table: object) -> bool:
        return table in self.tables

    # Frames do not compare to one yes or no, so a result equals itself alone.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @overload
    def get(self, key: str, /) -> pd.DataFrame | None: ...
    @overload
    def get(self, key: str, /, default: pd.DataFrame | _Other) -> pd.DataFrame | _Other: ...
    def get(self, key: str, /, default: object = None) -> object:
        """A table, or ``default`` if there is none of that name."""
        return self.tables.get(key, default)

    @checks_types
    def to_excel(self, path: str | Path, *, force: bool = False) -> Path:
        """Write a workbook with a sheet for each table and a sheet ``about``.

        Args:
            path: the file.
            force: overwrite a file that graphmodel did not write for this study.

        Raises:
            OutputError: the name has the ending of another format, or the file cannot be written.
        """
        return self._written("xlsx", path, force)

    @checks_types
    def to_csv(self, path: str | Path, *, force: bool = False) -> Path:
        """Write one CSV file; or, if there are several tables, a folder with a file for each.

        Args:
            path: the file or folder.
            force: overwrite files that graphmodel did not write for this study.

        Raises:
            OutputError: several tables cannot go into one file, the name has the ending of another format, its folder
                is missing, or a file cannot be written.
        """
        return self._written("csv", path, force)

    def to_dict(self) -> dict[str, list[dict[str, object]]]:
        """The rows of every table as plain Python; missing values are None, lists stay lists."""
        from graphmodel.output.cells import headers, rows  # noqa: PLC0415 - a writer loads when it writes

        return {
            name: [dict(zip(headers(frame), row, strict=True)) for row in rows(frame)]
            for name, frame in self.tables.items()
        }

    def _written(self, format: str, path: str | Path, force: bool) -> Path:  # noqa: A002 - the word users type
        path = Path(path)
        if self.protect is not None:
            self.protect(path)
        with writing_for(self.study, force):
            write(self, format, path)
        return path

    def __repr__(self) -> str:
        parts = [in_line(self.title), self.counts]
        for name, frame in self.tables.items():
            heading = f"[{name}]\n" if len(self.tables) > 1 else ""
            parts.append(heading + (frame.to_string(max_rows=30, max_colwidth=60) if len(frame) else "(no rows)"))
        return visible("\n\n".join([*parts, *map(in_line, self.notes)]))

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        parts = [f"<p><strong>{escape(self.title)}</strong><br>{escape(self.counts)}</p>"]
        for name, frame in self.tables.items():
            if len(self.tables) > 1:
                parts.append(f"<h4>{escape(name)}</h4>")
            formatters = dict.fromkeys(frame.select_dtypes(["object", "string"]).columns, _cell)
            parts.append(frame.to_html(max_rows=30, formatters=formatters, escape=True, na_rep="", border=0))
        parts.extend(f"<p><em>{escape(note)}</em></p>" for note in self.notes)
        return "\n".join(parts)


def _cell(value: object) -> str:
    """Text of a cell, cut where it is long; a list with commas between its entries."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return shortened(text, WIDEST_CELL)
