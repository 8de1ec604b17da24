"""What every question and analysis gives back: frames, with a sentence that says what is counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from graphmodel.problems import NotFound
from graphmodel.wording import shortened

WIDEST_CELL = 300
"""Characters of a cell that a notebook shows; the frame has them all."""


@dataclass(frozen=True)
class Result:
    """An answer.

    ``tables`` holds one frame or several, the main one first; names and columns are snake_case.
    ``counts`` is a sentence that says what the numbers count; ``notes`` say what a reader must
    know besides (why an answer is empty, what was left out). ``claims`` columns hold the ids of
    the claims behind a row.
    """

    name: str
    title: str
    counts: str
    tables: Mapping[str, pd.DataFrame]
    notes: tuple[str, ...] = field(default=())

    @property
    def frame(self) -> pd.DataFrame:
        """The main table."""
        return next(iter(self.tables.values()))

    def __getitem__(self, table: str) -> pd.DataFrame:
        try:
            return self.tables[table]
        except KeyError:
            raise NotFound(
                f"There is no table {table!r} in this result. It has: {', '.join(self.tables)}.", tuple(self.tables)
            ) from None

    def __len__(self) -> int:
        return len(self.frame)

    def __repr__(self) -> str:
        parts = [self.title, self.counts]
        for name, frame in self.tables.items():
            heading = f"[{name}]\n" if len(self.tables) > 1 else ""
            parts.append(heading + (frame.to_string(max_rows=30, max_colwidth=60) if len(frame) else "(no rows)"))
        return "\n\n".join([*parts, *self.notes])

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
