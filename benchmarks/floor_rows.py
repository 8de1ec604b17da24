"""Prepare what the peers of a build load: ``python -m benchmarks.floor_rows STUDY FOLDER``."""

import json
import pickle
import sys
from pathlib import Path

import pyarrow as pa

from graphmodel.check.study import StudyCheck
from graphmodel.engine.embedded import copies, creations, pool_to_load
from graphmodel.graph.build import graph_tables
from graphmodel_loaders import read_study


def prepare(study: Path, folder: Path) -> None:
    """Derive the rows of a study's graph into a new folder.

    ``plan.json`` says which statements make the tables and which load which Arrow file (``benchmarks.floor``);
    ``graph.pickle`` holds the rows for loads into a server.
    """
    folder.mkdir(parents=True)
    graph = graph_tables(StudyCheck(read_study(study)), folder)
    (folder / "graph.pickle").write_bytes(pickle.dumps(graph))
    ready = []
    for number, (statement, rows) in enumerate(copies(graph)):
        name = f"rows-{number}.arrow"
        with pa.ipc.new_file(folder / name, rows.schema) as writer:
            writer.write_table(rows)
        ready.append((statement, name))
    plan = {"pool": pool_to_load(graph), "creations": list(creations(graph.layout)), "copies": ready}
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), Path(sys.argv[2]))
