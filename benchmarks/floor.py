"""The floor of a build: a bare COPY of rows that are already clean, into the same tables, in a process of its own.

It reads what ``benchmarks.floor_rows`` has prepared and loads only the engine and Arrow, nothing of graphmodel. Its
start-up time counts, as that of the build does.
"""

import json
import sys
from pathlib import Path

import ladybug
import pyarrow as pa


def copy(folder: Path, file: Path) -> None:
    """Load the rows in a folder into a new database file."""
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    database = ladybug.Database(str(file), buffer_pool_size=plan["pool"], auto_checkpoint=False)
    connection = ladybug.Connection(database)
    for statement in plan["creations"]:
        connection.execute(statement)
    for statement, name in plan["copies"]:
        with pa.memory_map(str(folder / name)) as source:
            connection.execute(statement, {"rows": pa.ipc.open_file(source).read_all()})
    connection.execute("CHECKPOINT")
    connection.close()
    database.close()


if __name__ == "__main__":
    copy(Path(sys.argv[1]), Path(sys.argv[2]))
