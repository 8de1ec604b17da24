"""Nothing depends on how ids are spelled or in which order rows stand: every analysis of the bundled study again."""

import csv
import io
import re
import shutil
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.analysis import registry
from tests.support import raw

NODES = {
    node: f"{node.partition('.')[0]}.{node.partition('.')[2][::-1]}"
    for table in ("actors", "organisations", "evidence", "factors", "workstreams", "products", "sites", "sources")
    for node in raw.nodes(table)
}
NODES |= {f"{node}": f"{node.partition('.')[0]}.{node.partition('.')[2][::-1]}" for node in raw.nodes("tools")}
NODES |= {f"{node}": f"{node.partition('.')[0]}.{node.partition('.')[2][::-1]}" for node in raw.nodes("objections")}
CLAIMS = {row["claim"]: f"x{row['claim'][::-1]}" for row in raw.claims()}
RENAMED = NODES | CLAIMS
BACK = {new: old for old, new in RENAMED.items()}
ID = re.compile(r"[a-z]+\.[a-z0-9_.]+|x[0-9]+-[0-9]c")


def renamed(cell: str) -> str:
    parts = [part.strip() for part in cell.split(";")]
    return ";".join(RENAMED.get(part, part) for part in parts) if any(part in RENAMED for part in parts) else cell


def other_study(folder: Path) -> Path:
    """The bundled study with every id read backwards, and its rows in another order."""
    shutil.copytree(raw.STUDY, folder)
    shuffle = Random(12).shuffle
    for file in sorted(folder.glob("*.csv")):
        rows = [dict(row) for row in raw.table(file.stem)]
        columns = list(rows[0])
        rows = [{name: renamed(cell) if cell else cell for name, cell in row.items()} for row in rows]
        if file.stem not in {"stages", "codebook"}:  # these have an order
            shuffle(rows)
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file.write_text(text.getvalue(), "utf-8")
    return folder


def plain(value: Any) -> Any:
    """A cell with the old ids, lists and ids that are listed in a text in no order."""
    if isinstance(value, list):
        return frozenset(plain(one) for one in value)
    if isinstance(value, str):
        text = ID.sub(lambda match: BACK.get(match[0], match[0]), value)
        return frozenset(text.split("; ")) if "; " in text else text
    if value is None or value is pd.NA or value != value:
        return None
    return round(float(value), 9) if isinstance(value, float) else value


def rows_of(table: pd.DataFrame) -> Counter[tuple[Any, ...]]:
    return Counter(
        tuple(plain(cell) for cell in row) for row in table.astype(object).itertuples(index=False, name=None)
    )


ALONE = [name for name in registry.names() if registry.find(name).runs_alone]
LONG = ["agreement", "findings", "robustness"]
"""These draw samples or run the others, and take as long as all of them."""


@pytest.mark.exhaustive
@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [[name for name in ALONE if name not in LONG], pytest.param(LONG, marks=pytest.mark.exhaustive)],
    ids=["most", "long"],
)
def test_ids_and_the_order_of_rows_change_nothing(study: gm.OpenStudy, tmp_path: Path, names: list[str]) -> None:
    with gm.open_study(other_study(tmp_path / "other"), db=tmp_path / "db") as other:
        for name in names:
            one, again = getattr(study, name)(), getattr(other, name)()
            assert list(one.tables) == list(again.tables), name
            for table in one.tables:
                found, expected = rows_of(again[table]), rows_of(one[table])
                assert found == expected, f"{name} {table}: {list((found - expected).items())[:2]}"
