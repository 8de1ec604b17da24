"""The bundled study read with the csv module alone, for oracles that share no code with the graph.

Rows are dicts of text; an empty cell is "". Claims carry what the model derives (phase, presence,
sign, site, step), worked out here from the words of the model. In the bundled study every verb is
a default verb, so a claim acts as its predicate.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import graphmodel
from graphmodel.schema import KINDS, TABLES

Row = dict[str, str]

STUDY = Path(graphmodel.__file__).parent / "data" / "study"


@cache
def table(name: str) -> tuple[Row, ...]:
    """All rows of a table, in the order of the file."""
    with (STUDY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def nodes(name: str) -> dict[str, Row]:
    """Rows of a table of nodes by id."""
    return {row[TABLES[name].id_column]: row for row in table(name)}


@cache
def _every_node() -> dict[str, tuple[str, str]]:
    return {id_: (kind.label, row["label"]) for kind in KINDS for id_, row in nodes(kind.table).items()}


def kind(node: str) -> str:
    """Label in the graph of a node: Actor, EvidenceItem."""
    return _every_node()[node][0]


def label(node: str) -> str:
    """What people read for a node; "" for no node."""
    return _every_node()[node][1] if node else ""


def split(cell: str) -> list[str]:
    """Entries of a cell with ; between them."""
    return [part.strip() for part in cell.split(";") if part.strip()]


@cache
def claims() -> tuple[Row, ...]:
    """All claims, with phase, presence, sign, site and step derived."""
    verbs = {row["predicate"]: row for row in table("predicates")}
    found = []
    for given in table("claims"):
        row = dict(given)
        verb = verbs[row["predicate"]]
        row["polarity"] = row["polarity"] or "affirms"
        row["certainty"] = row["certainty"] or "stated"
        row["phase"] = nodes("stages")[row["stage"]]["phase"] if row["stage"] else ""
        row["presence"] = verb["presence"]
        row["step"] = row["step"] or verb["step"]
        row["sign"] = _sign(row)
        row["site"] = (
            row["site"]
            or (nodes("workstreams")[row["workstream"]]["site"] if row["workstream"] else "")
            or nodes("sources")[row["source"]]["site"]
        )
        found.append(row)
    return tuple(found)


def stands_alone(source: str) -> bool:
    """Does a source report at first hand: neither retelling nor summing up what others report?"""
    row = nodes("sources")[source]
    return row["independent"] == "yes" if row["independent"] else row["kind"] != "synthesis"


def _sign(row: Row) -> str:
    if row["presence"] == "neutral" or row["certainty"] == "normative":
        return ""
    if "EvidenceItem" not in (kind(row["subject"]), kind(row["object"])):
        return ""
    if row["polarity"] == "mixed":
        return "mixed"
    return "plus" if (row["presence"] == "present") == (row["polarity"] == "affirms") else "minus"


def plain_claims() -> list[Row]:
    """All claims but those of what ought to be."""
    return [row for row in claims() if row["certainty"] != "normative"]


def labels(ids: Iterable[str]) -> list[str]:
    """What people read for these nodes, sorted, each once; no node has none."""
    return sorted({label(id_) for id_ in ids} - {""})


def ids(rows: Iterable[Row]) -> list[str]:
    """Claim ids, sorted, each once."""
    return sorted({row["claim"] for row in rows})


def n_polarity(rows: Iterable[Row], polarity: str) -> int:
    """How many of the claims have that polarity."""
    return sum(row["polarity"] == polarity for row in rows)


def grouped(rows: Iterable[tuple[tuple[str, ...], Row]]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    """Claims by key, keys in order."""
    rows_by_key: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for key, row in rows:
        rows_by_key[key].append(row)
    yield from sorted(rows_by_key.items())


def polarities(rows: Sequence[Row]) -> dict[str, int]:
    """The three columns that stand side by side and are never netted."""
    names = {"affirmed": "affirms", "denied": "denies", "mixed": "mixed"}
    return {name: n_polarity(rows, polarity) for name, polarity in names.items()}


def tallies(rows: Sequence[Row]) -> dict[str, object]:
    """The columns that nearly every answer has, for the claims of one of its rows."""
    return {
        "n_claims": len(rows),
        "n_speakers": len({row["speaker"] for row in rows} - {""}),
        "unattributed": sum(not row["speaker"] for row in rows),
        "n_sources": len({row["source"] for row in rows}),
        "claims": ids(rows),
    }


RULE = ("affirming_sources", "affirming_speakers", "affirmed")
"""The columns by which what is reported most is ranked."""


def affirming(rows: Sequence[Row]) -> dict[str, int]:
    """Who is behind the claims that affirm."""
    chosen = [row for row in rows if row["polarity"] == "affirms"]
    named = {row["speaker"] for row in chosen} - {""}
    return {"affirming_sources": len({row["source"] for row in chosen}), "affirming_speakers": len(named)}


def ranked(
    rows: Iterable[dict[str, Any]], *labels: str, by: Sequence[str] = RULE, within: str = ""
) -> list[dict[str, Any]]:
    """Rows with their ``rank`` first (1, 2, 2, 4), in order; ``labels`` say how equal ones are listed."""
    found = list(rows)

    def key(row: dict[str, Any]) -> list[int]:
        return [-row[name] for name in by]

    for row in found:
        beside = [other for other in found if not within or other[within] == row[within]]
        row["rank"] = 1 + sum(key(other) < key(row) for other in beside)
    ordered = sorted(found, key=lambda row: (row["rank"], *(row[name] for name in labels)))
    return [{"rank": row["rank"], **row} for row in ordered]
