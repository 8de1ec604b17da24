"""A sheet as somebody typed it, with what should come out: one description makes both."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

FIELDS = [
    "id",
    "source",
    "speaker",
    "coder",
    "subject",
    "predicate",
    "object",
    "stage",
    "polarity",
    "certainty",
    "focus",
    "date",
    "site",
    "workstream",
    "reason",
    "codes",
    "valence",
    "level",
    "summary",
    "quote",
    "locator",
    "note",
    "subject_kind",
    "object_kind",
    "own",
]
NO_VERB = "is linked to"


@dataclass
class Column:
    """One column: heading, fields that a careful person accepts, best first (none: blank), how cells are typed."""

    heading: str | list[str]
    fields: list[str]
    cells: str = "text"


def columns(block: str) -> list[Column]:
    """Read lines of `heading = field field : type of cell`."""
    answer = []
    for line in block.strip().splitlines():
        heading, _, rest = line.rpartition(" = ")
        names, _, cells = rest.partition(":")
        fields = names.split()
        assert fields, line
        assert set(fields) <= set(FIELDS), line
        answer.append(Column(heading.strip(), fields, cells.strip() or "text"))
    return answer


def typed(text: str, cells: str) -> Any:
    """The value of a cell as the program that wrote the file would hold it."""
    text = text.strip()
    if not text:
        return None
    if cells == "int":
        return int(text)
    if cells == "number":
        return float(text)
    if cells == "date":
        return dt.date.fromisoformat(text)
    return text


@dataclass
class Sheet:
    """A flat sheet and the right answer."""

    file: str
    tries: str
    columns: list[Column]
    rows: list[list[Any]]
    polarity: dict[str, Any] = field(default_factory=dict)
    sheet: str | None = None
    header_rows: list[int] = field(default_factory=lambda: [1])
    first_row: int = 2
    left_out: dict[str, Any] = field(default_factory=dict)
    doubtful: list[str] = field(default_factory=list)
    overrides: dict[int, dict[str, Any]] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    no_source: Any = None

    def value(self, row: list[Any], name: str) -> Any:
        """The cell of the column whose best field is `name`."""
        for column, cell in zip(self.columns, row, strict=True):
            if column.fields and column.fields[0] == name:
                return cell
        return None

    def claims(self) -> list[dict[str, Any]]:
        """What each row says, worked out from the columns as a person reads them."""
        claims = [self.claim(row, at) for at, row in enumerate(self.rows, self.first_row)]
        return [claim for claim in claims if not claim.pop("left_out", False)]

    def claim(self, row: list[Any], at: int) -> dict[str, Any]:
        """What one row says."""
        has = {column.fields[0]: len(column.fields) == 1 for column in self.columns if column.fields}
        said = self.value(row, "polarity")
        answer: dict[str, Any] = {
            "row": at,
            "subject": self.value(row, "subject"),
            "predicate": self.value(row, "predicate") or NO_VERB,
            "object": self.value(row, "object"),
            "polarity": self.polarity[str(said)] if said is not None else "affirms",
            "stage": self.value(row, "stage"),
            "source": self.value(row, "source") if "source" in has else self.no_source,
        }
        if has.get("speaker"):
            answer["speaker"] = self.value(row, "speaker")
        if has.get("date"):
            date = self.value(row, "date")
            answer["date"] = date.isoformat() if isinstance(date, dt.date) else date
        return answer | self.overrides.get(at, {})

    def expected(self) -> dict[str, Any]:
        """The JSON beside the file."""
        claims = sorted(self.claims(), key=lambda claim: claim["row"])
        ends = [claim[end] for claim in claims for end in ("subject", "object")]
        labels = {" ".join(str(first(end)).split()).casefold() for end in ends}
        stages = Counter(" ".join(str(first(c["stage"])).split()).casefold() for c in claims if first(c["stage"]))
        return {
            "file": self.file,
            "tries": self.tries,
            "sheet": self.sheet,
            "header_rows": self.header_rows,
            "columns": [
                {"column": letter(at), "heading": column.heading, "field": single(column.fields)}
                for at, column in enumerate(self.columns, self.extra.get("first_column", 1))
                if column.fields
            ],
            "claims": claims,
            "nodes": self.extra.get("nodes", len(labels)),
            "stages": self.extra.get("stages", len(stages)),
            **({"kinds": self.extra["kinds"]} if "kinds" in self.extra else {}),
            "left_out": self.left_out,
            "refuse": self.extra.get("refuse", "no"),
            "doubtful": self.doubtful,
        }


def single(fields: list[str]) -> str | list[str]:
    """One answer by itself, several as a list."""
    return fields[0] if len(fields) == 1 else fields


def first(answer: Any) -> Any:
    """The best of the accepted answers."""
    return answer[0] if isinstance(answer, list) else answer


def letter(at: int) -> str:
    """A column's letter in a spreadsheet."""
    name = ""
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def table(block: str, of: list[Column]) -> list[list[Any]]:
    """Read lines of cells with `|` between them."""
    rows = []
    for line in block.strip("\n").splitlines():
        cells = line.split("|")
        assert len(cells) == len(of), (len(cells), len(of), line)
        rows.append([typed(cell, column.cells) for cell, column in zip(cells, of, strict=True)])
    return rows
