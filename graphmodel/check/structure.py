"""Tables whose rows point to one another: nothing goes round, and stages agree with phases."""

import numpy as np

from graphmodel.check.rows import Rows
from graphmodel.schema.columns import TableSchema


def check_circles(rows: Rows, schema: TableSchema) -> None:
    """Report rows that are, by way of ``part_of`` or ``parent``, above themselves."""
    ups = rows.cells[schema.up].to_pylist()
    names = rows.cells[schema.id_column].to_pylist()
    up = {name: above for name, above in zip(names, ups, strict=True) if above}
    round_about = _on_circles(up)
    if not round_about:
        return
    found = np.array([name in round_about for name in names], bool)
    rows.fault(
        found,
        schema.up,
        "circle",
        lambda i: f"{names[i]} is above itself: {_way(up, names[i])}.",
        f"Change {schema.up} in one of these rows, or empty it.",
    )


def _on_circles(up: dict[str, str]) -> set[str]:
    done: set[str] = set()
    circles: set[str] = set()
    for start in up:
        path: dict[str, None] = {}
        name = start
        while name in up and name not in done and name not in path:
            path[name] = None
            name = up[name]
        if name in path:
            way = list(path)
            circles.update(way[way.index(name) :])
        done.update(path)
    return circles


def _way(up: dict[str, str], start: str) -> str:
    way = [start]
    while up[way[-1]] != start and len(way) < 6:
        way.append(up[way[-1]])
    return " -> ".join([*way, start if up[way[-1]] == start else "..."])


def check_phases(rows: Rows) -> None:
    """Report stages whose ``phase`` is not the phase that their parents lead to."""
    cells = {name: rows.cells[name].to_pylist() for name in ("stage", "parent", "phase")}
    parents = dict(zip(cells["stage"], cells["parent"], strict=True))
    tops = [_top(parents, stage) for stage in cells["stage"]]
    found = np.array([bool(phase) and phase != top for phase, top in zip(cells["phase"], tops, strict=True)], bool)
    found &= ~rows.bad
    rows.fault(
        found,
        "phase",
        "bad_phase",
        lambda i: (
            f"The phase is {cells['phase'][i]}, but parent leads to {tops[i]}."
            if cells["parent"][i]
            else f"The stage has no parent, so it is a phase itself, but its phase is {cells['phase'][i]}."
        ),
        lambda i: f"Write {tops[i]} as the phase, or change the parent.",
    )


def _top(parents: dict[str, str], stage: str) -> str:
    seen = {stage}
    while parents.get(stage) and parents[stage] not in seen:
        stage = parents[stage]
        seen.add(stage)
    return stage
