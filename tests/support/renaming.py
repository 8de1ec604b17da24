"""A study whose nodes have other ids, in another order: no result may change but in those ids."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from tests.support.answers import as_rows


@dataclass(frozen=True)
class Renamed:
    """The study with new ids; ``old`` gives the old id of each new one."""

    frames: StudyFrames
    new: Mapping[str, str]
    old: Mapping[str, str]


def renamed(frames: StudyFrames, labels: tuple[str, ...], seed: int) -> Renamed:
    """Give the nodes of these labels new ids at random, and shuffle all rows."""
    chance = random.Random(seed)
    ids = [id_ for label in labels for id_ in frames.nodes(label)["id"]]
    numbers = chance.sample(range(10_000, 99_999), len(ids))
    new = {id_: f"{id_.split('.')[0]}.n{number}" for id_, number in zip(ids, numbers, strict=True)}

    def read(of: Callable[[str], pd.DataFrame]) -> Callable[[str], pd.DataFrame]:
        return lambda name: _mapped(of(name), new).sample(frac=1, random_state=seed)

    changed = StudyFrames(read(frames.read_nodes), read(frames.read_edges), frames.settings)
    return Renamed(changed, new, {number: id_ for id_, number in new.items()})


def rows_of(result: Result, table: str, old: Mapping[str, str]) -> list[str]:
    """The rows of a table with the old ids, in an order of their own; lists are sorted too."""
    rows = as_rows(_mapped(result[table], old))
    plain = [
        {name: sorted(cell) if isinstance(cell, list) else _rounded(cell) for name, cell in r.items()} for r in rows
    ]
    return sorted(map(repr, plain))


def _rounded(cell: Any) -> Any:
    return round(cell, 9) if isinstance(cell, float) else cell


def _mapped(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    def one(cell: Any) -> Any:
        if isinstance(cell, list):
            return [names.get(part, part) for part in cell]
        return names.get(cell, cell) if isinstance(cell, str) else cell

    texts = [name for name in frame if frame[name].dtype == object or isinstance(frame[name].dtype, pd.StringDtype)]
    return frame.assign(
        **{
            str(name): pd.Series([one(c) for c in frame[name]], index=frame.index, dtype=frame[name].dtype)
            for name in texts
        }
    )
