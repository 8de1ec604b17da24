"""Tables that a study needs: which are missing, where a look into the claims says more than their absence."""

from collections.abc import Collection, Iterator

import numpy as np
import pyarrow.compute as pc

from graphmodel.check.rows import place_of
from graphmodel.problems import Problem, Problems
from graphmodel.study import StudySource, TableSource, mask

_CLAIMS, _SOURCES = "claims", "sources"


def missing_tables(source: StudySource, failed: Collection[str]) -> Iterator[Problem]:
    """An error for each needed table that is missing.

    Sources are made of what claims name; where no claim names one, that is what is wrong, and it is reported there.

    Args:
        source: the study.
        failed: tables that cannot be read, which is reported already.
    """
    there = {*source.tables, *failed}
    if _CLAIMS not in there:
        yield _missing(source, _CLAIMS)
    if _SOURCES in there:
        return
    claims = source.tables.get(_CLAIMS)
    if claims is None:
        if _CLAIMS not in failed:
            yield _missing(source, _SOURCES)
        return
    rows, named = _rows_and_named(claims)
    if named:
        yield _missing(source, _SOURCES)
    elif not rows and not any(problem.table == _CLAIMS for problem in source.problems if problem.severity == "error"):
        yield place_of(claims).error(
            "no_rows",
            f"{claims.file} has no rows." if not claims.sheet else f"The sheet {claims.sheet} has no rows.",
            "Write a claim in each row below the names of the columns.",
        )


def _rows_and_named(claims: TableSource) -> tuple[int, bool]:
    """How many rows there are, readable or not, and whether one of them names a source."""
    rows, named = 0, False
    for batch in claims.batches(Problems(), lambda _: None):
        rows += len(batch.rows) + len(batch.left_out)
        if "source" in batch.data.schema.names:
            named = named or bool(np.any(mask(pc.not_equal(batch.data.column("source"), ""))))
    return rows, named


def _missing(source: StudySource, table: str) -> Problem:
    return Problem(
        "error",
        "missing_table",
        source.path.resolve().name,
        f"There is no table {table}; a study needs it.",
        f"Add {table}: as {table}.csv in a folder, as a sheet {table} in a workbook.",
        table=table,
    )
