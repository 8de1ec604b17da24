"""The floor of a build: a bare COPY of rows that are already clean, into the same tables.

``prepare`` derives the rows once and keeps them; ``copy`` loads them and prints the seconds that
the loading alone took.
"""

import pickle
import sys
import time
from pathlib import Path

from graphmodel.check.study import StudyCheck
from graphmodel.engine.embedded import write_database
from graphmodel.graph.build import graph_tables
from graphmodel_loaders import open_study


def prepare(study: Path, folder: Path) -> None:
    """Derive the rows of a study's graph into a folder."""
    folder.mkdir(parents=True)
    graph = graph_tables(StudyCheck(open_study(study)), folder)
    (folder / "graph.pickle").write_bytes(pickle.dumps(graph))


def copy(folder: Path, database: Path) -> float:
    """Load them into a new database; seconds."""
    graph = pickle.loads((folder / "graph.pickle").read_bytes())
    begun = time.perf_counter()
    write_database(database, graph, lambda _: None)
    return time.perf_counter() - begun


if __name__ == "__main__":
    action, first, second = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if action == "prepare":
        prepare(first, second)
    else:
        print(copy(first, second))
