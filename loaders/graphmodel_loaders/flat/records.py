"""What a study remembers of its sheet: ``map.toml``, ``rows.csv``, ``labels.csv`` and ``places.csv``."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graphmodel.formats import Row
from graphmodel.problems import StudyError
from graphmodel.texts import cell_hash, csv_text
from graphmodel_loaders.flat.finding import key_of
from graphmodel_loaders.flat.nodes import Slot
from graphmodel_loaders.flat.sheet_rows import REFERENCES, SheetRow, SheetRows

ROWS_FILE, LABELS_FILE = "rows.csv", "labels.csv"
PLACES_FILE = "places.csv"
"""Where rows stand: a file of its own, for a row that only moves is no change that anybody would want to undo."""
NAMING = frozenset({"subject", "predicate", "object", "codes", *REFERENCES})
"""Columns of claims that name nodes and verbs: what was written is kept as it is, of other columns a hash."""
QUOTE, NOTE = "quote", "note"
"""Of a row's quotation and remark, which go to tables of their own, a hash is kept likewise."""
_FIRST = ("claim", "id")
_OF_PLACES = ("claim", "sheet", "row")
_OF_LABELS = ("used_as", "key", "id", "label")
_CELL, _WRITTEN = "cell: ", "written: "


@dataclass(frozen=True)
class RowRecord:
    """One row of a sheet as it was when it was last read.

    Attributes:
        claim: the claim that it is.
        id: what the sheet names it.
        cells: hash of each filled cell, by key of its heading.
        written: what was written into each column of the claim, as ids or as a hash.
        sheet: where it was last seen; empty if that is not known.
        row: its number there; zero if that is not known.
    """

    claim: str
    id: str
    cells: Mapping[str, str]
    written: Mapping[str, str]
    sheet: str
    row: int


@dataclass
class Records:
    """All that is remembered: headings by key, rows, and the id and the spelling of each label."""

    headings: tuple[str, ...] = ()
    rows: list[RowRecord] = field(default_factory=list)
    labels: dict[Slot, str] = field(default_factory=dict)
    shown: dict[Slot, str] = field(default_factory=dict)


def cells_of(headings: Sequence[str], row: SheetRow) -> dict[str, str]:
    """Hash of each filled cell of a row, by key of its heading."""
    return {key: cell_hash(cell) for key, cell in zip(_keys(tuple(headings)), row.cells, strict=True) if cell}


@lru_cache(maxsize=4)
def _keys(headings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(key_of, headings))


def written_of(claim: Row, row: SheetRow) -> dict[str, str]:
    """What is kept of a claim as it is written."""
    kept = {
        name: text if name in NAMING else cell_hash(text) for name, text in claim.items() if name != "claim" and text
    }
    return kept | {name: cell_hash(text) for name, text in ((QUOTE, row.quote), (NOTE, row.note)) if text}


def known_rows(read: SheetRows, claims: Sequence[Row], sheet: str) -> list[RowRecord]:
    """The records of rows that are claims."""
    return [
        RowRecord(claim["claim"], row.id, cells_of(read.headings, row), written_of(claim, row), sheet, row.number)
        for row, claim in zip(read.rows, claims, strict=True)
    ]


def rows_text(rows: Sequence[RowRecord], headings: Iterable[str]) -> str:
    """The content of ``rows.csv``: a line for each claim, with the hash of each cell under its heading."""
    keys = list(dict.fromkeys(map(key_of, headings)))
    columns = sorted({name for row in rows for name in row.written})
    lines: list[Sequence[object]] = [
        [*_FIRST, *(f"{_CELL}{key}" for key in keys), *(f"{_WRITTEN}{name}" for name in columns)]
    ]
    lines += [
        [
            *(row.claim, row.id),
            *(row.cells.get(key, "") for key in keys),
            *(row.written.get(name, "") for name in columns),
        ]
        for row in rows
    ]
    return csv_text(lines)


def places_text(rows: Sequence[RowRecord], earlier: str) -> str:
    """The content of ``places.csv``: where each row was last seen.

    Args:
        rows: the rows of today.
        earlier: the content so far; claims that are not among the rows stay in it, for an undo brings them back.
    """
    places = _places(earlier) | {row.claim: (row.sheet, row.row) for row in rows if row.row}
    return csv_text([_OF_PLACES, *([claim, sheet, row] for claim, (sheet, row) in sorted(places.items()))])


def _places(text: str) -> dict[str, tuple[str, int]]:
    return {
        entry["claim"]: (entry["sheet"] or "", int(entry["row"]))
        for entry in csv.DictReader(io.StringIO(text, newline=""))
        if entry.get("claim") and (entry.get("row") or "").isdecimal() and "sheet" in entry
    }


def labels_text(labels: Mapping[Slot, str], shown: Mapping[Slot, str]) -> str:
    """The content of ``labels.csv``: which node or verb each label of the sheet is."""
    lines: list[Sequence[object]] = [_OF_LABELS]
    lines += [[slot, key, id_, shown.get((slot, key), "")] for (slot, key), id_ in sorted(labels.items())]
    return csv_text(lines)


def read_records(rows_csv: str, labels_csv: str, places_csv: str) -> Records:
    """The records in the texts of the files; lines that cannot be read are left out.

    Raises:
        StudyError: a text is no such file at all.
    """
    records = Records()
    reader = csv.reader(io.StringIO(rows_csv, newline=""))
    header = next(reader, [])
    labels = csv.DictReader(io.StringIO(labels_csv, newline=""))
    if header[: len(_FIRST)] != list(_FIRST) or tuple(labels.fieldnames or ()) != _OF_LABELS:
        # Without them every row would pass for a new one.
        raise StudyError(
            f"{ROWS_FILE} or {LABELS_FILE} of the study was changed or damaged, so that no row can be found again. Put"
            " them back from a copy of the study."
        )
    cells = [(place, name.removeprefix(_CELL)) for place, name in enumerate(header) if name.startswith(_CELL)]
    written = [(place, name.removeprefix(_WRITTEN)) for place, name in enumerate(header) if name.startswith(_WRITTEN)]
    records.headings = tuple(name for _, name in cells)
    places = _places(places_csv)
    for line in reader:
        if len(line) != len(header) or not line[0]:
            continue
        claim, id_ = line[: len(_FIRST)]
        records.rows.append(
            RowRecord(
                claim,
                id_,
                {name: line[place] for place, name in cells if line[place]},
                {name: line[place] for place, name in written if line[place]},
                *places.get(claim, ("", 0)),
            )
        )
    for entry in labels:
        if entry.get("used_as") and entry.get("id"):
            records.labels[entry["used_as"], entry["key"] or ""] = entry["id"]
            records.shown[entry["used_as"], entry["key"] or ""] = entry["label"] or ""
    return records
