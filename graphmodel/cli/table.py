"""``graphmodel table``."""

from dataclasses import replace
from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import OutputOptions, output_options, study_argument


@command("table", examples=["graphmodel table my-copy", "graphmodel table my-copy actors"])
@output_options
@study_argument
@click.argument("name", required=False)
def table(study: Path, name: str | None, output: OutputOptions) -> None:
    """Show the table NAME of STUDY as its files have it.

    Without NAME, it lists the tables. This also shows tables that are not part of the graph, such
    as informants or workshops.
    """
    import pandas as pd

    from graphmodel.api.study_files import read_table
    from graphmodel.results import Result
    from graphmodel.schema import TABLES
    from graphmodel_loaders import read_study

    if name is None:
        tables = read_study(study).tables
        frame = pd.DataFrame(
            {
                "table": list(tables),
                "what": [TABLES[t].note if t in TABLES else "a table of this study's own" for t in tables],
                "columns": [list(table.columns) for table in tables.values()],
            }
        )
        result = Result("tables", "Tables of the study", f"{len(frame)} tables.", {"tables": frame})
    else:
        frame = read_table(study, name)
        result = Result(name, f"Table {name}", f"{len(frame):,} rows, as the study has them.", {name: frame})
    replace(output, study=study).write(result)
