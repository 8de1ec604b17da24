"""Seeded studies of any size that look like the bundled one.

Every claim is drawn from the bundled study's claims (verb, stage, step, polarity, certainty,
codes and so on stay together as they were coded); the nodes it names are drawn from a larger
population in which, as in real studies, few are named often and most rarely. The same size and seed give
the same bytes.
"""

import csv
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

import graphmodel

BUNDLED = Path(graphmodel.__file__).parent / "data" / "study"
COPIED = ("stages", "predicates", "codebook", "evidence_types", "sites", "products", "tools", "objections")
SCALED_REFERENCES = {"workstream", "raised_by", "organisation", "part_of", "producer", "reason", "example_claims"}
"""Columns that name nodes or claims with new ids; they are left empty."""
PER_CLAIM = {"actors": 1 / 100, "organisations": 1 / 250, "evidence": 1 / 50, "factors": 1 / 200}
PER_CLAIM |= {"workstreams": 1 / 200, "sources": 1 / 500}
PREFIX = {"actors": "act", "organisations": "org", "evidence": "ev", "factors": "fac"}
PREFIX |= {"workstreams": "ws", "sources": "src"}
CHUNK = 100_000
LONGEST_JOURNEY = 20
"""Places in a journey; the longest of the bundled study has 13."""


@dataclass(frozen=True)
class Population:
    """The ids of one kind of node, and how often each is named."""

    ids: np.ndarray
    weights: np.ndarray

    def draw(self, rng: np.random.Generator, n: int) -> np.ndarray:
        """Ids of n mentions."""
        return self.ids[np.searchsorted(self.weights, rng.random(n))]


def generate(folder: Path, claims: int, seed: int = 1) -> Path:
    """Write a study with a number of claims to a new folder and return its path."""
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True)
    shutil.copy(BUNDLED / "study.toml", folder)
    for name in COPIED:
        rows = _rows(name)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            emptied = SCALED_REFERENCES - ({"part_of"} if name == "tools" else set())
            writer.writerows({c: "" if c in emptied else cell for c, cell in row.items()} for row in rows)
    populations = {}
    for name, share in PER_CLAIM.items():
        size = max(20, int(claims * share))
        populations[f"{PREFIX[name]}."] = _write_nodes(folder, name, size, rng)
    _write_claims(folder / "claims.csv", claims, populations, rng)
    return folder


def _rows(name: str) -> list[dict[str, str]]:
    with (BUNDLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write_nodes(folder: Path, name: str, size: int, rng: np.random.Generator) -> Population:
    """Nodes drawn from the bundled table of that name, under new ids."""
    rows = _rows(name)
    columns = list(rows[0])
    drawn = rng.integers(0, len(rows), size)
    ids = [f"{PREFIX[name]}.g{number}" for number in range(size)]
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for number, (id_, pick) in enumerate(zip(ids, drawn, strict=True)):
            row = rows[pick]
            cells = {c: "" if c in SCALED_REFERENCES else row[c] for c in columns}
            cells[columns[0]], cells["label"] = id_, f"{row['label']} ({number})"
            writer.writerow(cells.values())
    weights = 1 / np.arange(1, size + 1) ** 0.5
    return Population(np.array(ids, dtype=object), np.cumsum(weights / weights.sum()))


def _write_claims(path: Path, claims: int, populations: dict[str, Population], rng: np.random.Generator) -> None:
    rows = _rows("claims")
    columns = list(rows[0])
    schema = pa.schema([(column, pa.string()) for column in columns])
    templates = {column: np.array([row[column] for row in rows], dtype=object) for column in columns}
    last_order: Counter[str] = Counter()
    named = ("source", "speaker", "subject", "object", "about", "reason", "workstream")
    with pa_csv.CSVWriter(path, schema) as writer:
        for first in range(0, claims, CHUNK):
            size = min(CHUNK, claims - first)
            pick = rng.integers(0, len(rows), size)
            cells = {column: values[pick] for column, values in templates.items()}
            for column in named:
                cells[column] = _renamed(cells[column], populations, rng)
            for row in np.flatnonzero(cells["subject"] == cells["object"]):
                # A person cannot be both subject and object: such rows would be errors.
                population = populations[cells["object"][row].partition(".")[0] + "."]
                cells["object"][row] = population.ids[population.ids != cells["object"][row]][0]
            _in_order(cells, last_order)
            numbers = np.arange(first, first + size).astype(str).astype(object)
            cells["claim"] = "g-" + numbers
            cells["summary"] = cells["summary"] + " (" + numbers + ")"
            cells["event"] = np.where(
                cells["event"] == "", "", cells["event"] + "." + (numbers.astype(int) // 5000).astype(str)
            )
            writer.write_table(pa.table({c: pa.array(cells[c], pa.string()) for c in columns}, schema))


def _in_order(cells: dict[str, np.ndarray], last_order: Counter[str]) -> None:
    """Give each ordered claim the next place in the journey of its evidence item, as coders do."""
    for row in np.flatnonzero(cells["order"] != ""):
        item = next((id_ for id_ in (cells["object"][row], cells["subject"][row]) if id_.startswith("ev.")), "")
        last_order[item] += 1
        cells["order"][row] = str(last_order[item]) if item and last_order[item] <= LONGEST_JOURNEY else ""


def _renamed(ids: np.ndarray, populations: dict[str, Population], rng: np.random.Generator) -> np.ndarray:
    """The ids with every node of a scaled kind replaced by a drawn one of its kind."""
    replaced = ids.copy()
    prefixes = np.array([id_.partition(".")[0] + "." if "." in id_ else "" for id_ in ids], dtype=object)
    for prefix, population in populations.items():
        mask = prefixes == prefix
        replaced[mask] = population.draw(rng, int(mask.sum()))
    return replaced
