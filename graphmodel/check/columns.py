"""Columns that a table lacks, and columns that are perhaps misspelt."""

from rapidfuzz import fuzz, process

from graphmodel.check.rows import Rows
from graphmodel.schema.columns import TableSchema

_NEAR = 80
"""Likeness (0 to 100) from which an unknown column is likely to be a misspelt one."""


def lacking(rows: Rows, schema: TableSchema) -> list[str]:
    """Columns that every row needs and the table does not have."""
    return [name for name in schema.required if name in rows.absent]


def check_columns(rows: Rows, schema: TableSchema) -> None:
    """Report columns that are needed and missing, and unknown ones with a near name.

    Any other unknown column is the study's own and is kept.
    """
    known = [column.name for column in schema.columns]
    own = [name for name in rows.cells if name not in known]
    missing = lacking(rows, schema)
    for name in missing:
        near = process.extractOne(name, own, scorer=fuzz.ratio, score_cutoff=_NEAR)
        remedy = f"Is the column {near[0]} meant? Then rename it {name}." if near else f"Add a column {name}."
        what = f"There is no column {name}; no row of {schema.name} can be used without it."
        rows.problems.add(rows.place.problem("error", "missing_column", what, remedy, 1, name))
    absent = [name for name in rows.absent if name not in missing]
    for name in own:
        near = process.extractOne(name, absent, scorer=fuzz.ratio, score_cutoff=_NEAR)
        if near:
            what = f"{name} is no column that graphmodel knows in {schema.name}; it is kept as the study's own."
            remedy = f"Is {near[0]} meant? Then rename it. If not, nothing needs doing."
            rows.problems.add(rows.place.problem("warning", "unknown_column", what, remedy, 1, name))
