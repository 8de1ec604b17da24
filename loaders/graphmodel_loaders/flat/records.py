"""What a study remembers of the sheet that it comes from: ``map.toml``, ``rows.csv`` and ``labels.csv``."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.formats import Row
from graphmodel_loaders.flat.nodes import Slot
from graphmodel_loaders.flat.reading import SheetRows
from graphmodel_loaders.flat.tables import text_hash

ROWS_FILE, LABELS_FILE = "rows.csv", "labels.csv"
WRITTEN = (
    "source", "speaker", "coder", "subject", "predicate", "object", "stage", "order", "date", "site", "workstream",
    "reason", "codes", "focus", "polarity", "certainty", "extent", "valence", "level", "use", "summary", "quoted",
    "locator",
)  # fmt: skip
"""Columns of claims that come from a sheet, in the order in which their hashes are kept."""


@dataclass(frozen=True)
class KnownRow:
    """One row of a sheet as it was when it was last read.

    Attributes:
        claim: the claim that it is.
        content: hash of all its cells.
        id: what the sheet names it.
        cells: hash of each cell, by heading.
        written: hash of each cell of the claim as it was written, by column.
        sheet: where it was last seen.
        row: its number there.
    """

    claim: str
    content: str
    id: str
    cells: Mapping[str, str]
    written: Mapping[str, str]
    sheet: str
    row: int


@dataclass
class Records:
    """All that is remembered."""

    headings: tuple[str, ...] = ()
    rows: list[KnownRow] = field(default_factory=list)
    labels: dict[Slot, str] = field(default_factory=dict)


def known_rows(read: SheetRows, claims: Sequence[Row], sheet: str) -> list[KnownRow]:
    """The records of rows that are claims."""
    return [
        KnownRow(
            claim["claim"],
            read.content(row),
            row.id,
            {heading: text_hash(cell) for heading, cell in zip(read.headings, row.cells, strict=True) if cell},
            {name: text_hash(claim[name]) for name in WRITTEN if claim.get(name)},
            sheet,
            row.number,
        )
        for row, claim in zip(read.rows, claims, strict=True)
    ]


def rows_text(rows: Iterable[KnownRow], headings: Sequence[str]) -> str:
    """The content of ``rows.csv``: a line for each claim, with the hash of each cell under its heading."""
    lines: list[Sequence[object]] = [
        ["claim", "content", "id", "sheet", "row", *(f"cell: {name}" for name in headings), *WRITTEN]
    ]
    lines += [
        [
            row.claim,
            row.content,
            row.id,
            row.sheet,
            row.row,
            *(row.cells.get(name, "") for name in headings),
            *(row.written.get(name, "") for name in WRITTEN),
        ]
        for row in rows
    ]
    return _text(lines)


def labels_text(labels: Mapping[Slot, str], shown: Mapping[Slot, str]) -> str:
    """The content of ``labels.csv``: which node or verb each label of the sheet is."""
    lines: list[Sequence[object]] = [["used_as", "key", "id", "label"]]
    lines += [[slot, key, id_, shown.get((slot, key), "")] for (slot, key), id_ in sorted(labels.items())]
    return _text(lines)


def _text(lines: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(lines)
    return stream.getvalue()


def read_records(rows_csv: str, labels_csv: str) -> Records:
    """The records in the texts of the two files; what cannot be read of them is left out."""
    records = Records()
    reader = csv.reader(io.StringIO(rows_csv))
    header = next(reader, [])
    records.headings = tuple(name.removeprefix("cell: ") for name in header if name.startswith("cell: "))
    for line in reader:
        cells = dict(zip(header, line, strict=False))
        if not cells.get("claim"):
            continue
        records.rows.append(
            KnownRow(
                cells["claim"],
                cells.get("content", ""),
                cells.get("id", ""),
                {name: cells[f"cell: {name}"] for name in records.headings if cells.get(f"cell: {name}")},
                {name: cells[name] for name in WRITTEN if cells.get(name)},
                cells.get("sheet", ""),
                int(cells["row"]) if cells.get("row", "").isdecimal() else 0,
            )
        )
    for entry in csv.DictReader(io.StringIO(labels_csv)):
        if entry.get("used_as") and entry.get("id"):
            records.labels[entry["used_as"], entry["key"] or ""] = entry["id"]
    return records
