"""``graphmodel table``."""

from dataclasses import replace
from pathlib import Path

import click

from graphmodel.cli.common import Output, output_options, study_argument


@click.command()
@output_options
@study_argument
@click.argument("name", required=False)
def table(study: Path, name: str | None, output: Output) -> None:
    """Show the table NAME of STUDY as its files have it.

    Without NAME, the tables are listed. Tables that are no part of the graph, such as informants
    or workshops, are reached so.
    """
    import pandas as pd

    from graphmodel.api.tables import read_table
    from graphmodel.results import Result
    from graphmodel.schema import TABLES
    from graphmodel_loaders import open_study

    if name is None:
        found = open_study(study).tables
        frame = pd.DataFrame(
            {
                "table": list(found),
                "what": [TABLES[t].note if t in TABLES else "a table of this study's own" for t in found],
                "columns": [list(table.columns) for table in found.values()],
            }
        )
        result = Result("tables", "Tables of the study", f"{len(frame)} tables.", {"tables": frame})
    else:
        frame = read_table(study, name)
        result = Result(name, f"Table {name}", f"{len(frame):,} rows, as the study has them.", {name: frame})
    replace(output, study=study).write(result)
