"""Count claims by two attributes at once.

A cross-tabulation: codes by kind of speaker, codes by codes (which occur together), sites by stages. Each cell counts
claims, speakers and sources and opens to its claims.
"""

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.attributes import attribute
from graphmodel.frames.counting import support
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import QuestionError
from graphmodel.results import Result
from graphmodel.wording import counted

MOST_COLUMNS = 200
"""Columns of the table ``matrix``; ``cells`` has all."""


@analysis(
    tables=("cells", "matrix"),
    examples=(
        "graphmodel crosstab my-copy --rows theme --columns speaker_kind",
        "graphmodel crosstab my-copy --rows code --columns code --table cells",
    ),
)
def crosstab(frames: StudyFrames, *, rows: str = "theme", columns: str = "source_type") -> Result:
    """Count claims by two attributes.

    A claim with several values of an attribute (codes, organisations) counts in each of their cells, so cells do not
    add up to the claims. An attribute by itself shows what occurs together; a value with itself counts its claims.

    Args:
        frames: the study.
        rows: code, theme, source, source_type, speaker, speaker_organisation, speaker_kind (of the speaker's
            organisation), organisation, organisation_kind (of subject and object), site, workstream, stage, phase,
            factor, reason, predicate, focus, polarity, certainty, extent, valence, level, use, step, coder or sign.
        columns: one of the same.

    Returns:
        ``cells``: ``row``, ``row_label``, ``column``, ``column_label``, support columns; the most claims first.
        ``matrix``: a row for each value of the one, ``n_claims`` in a column for each of the other (the most frequent
        200), ``total`` (claims of the row, each once).

    Raises:
        NotFound: there is no such attribute.
    """
    if not rows or not columns:
        raise QuestionError("Name two attributes of claims: rows and columns.", by_caller=True)
    one = attribute(frames, rows).rename(columns={"value": "row", "label": "row_label"})
    other = attribute(frames, columns).rename(columns={"value": "column", "label": "column_label"})
    both = one.merge(other, on="claim").merge(frames.claims[["claim", "source", "speaker"]], on="claim")
    keys = ["row", "row_label", "column", "column_label"]
    cells = support(both, keys).sort_values(
        ["n_claims", "row_label", "column_label"], ascending=[False, True, True], ignore_index=True, kind="stable"
    )
    n_all, n_both = len(frames.claims), both["claim"].nunique()
    counts = (
        f"{counted(n_both, 'claim')} of {n_all:,} have both attributes. A cell counts claims, distinct speakers and "
        "distinct sources; claims are not people."
    )
    notes = []
    for name, values in ((rows, one), (columns, other)):
        without = n_all - values["claim"].nunique()
        if without:
            notes.append(f"Left out, because they have no {name.replace('_', ' ')}: {counted(without, 'claim')}.")
    tables = {"cells": cells, "matrix": _matrix(cells, one)}
    title = f"Claims by {rows.replace('_', ' ')} and {columns.replace('_', ' ')}"
    return Result("crosstab", title, counts, tables, tuple(notes))


def _matrix(cells: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    kept = cells.groupby("column")["n_claims"].sum().sort_values(ascending=False, kind="stable").index[:MOST_COLUMNS]
    shown = cells[cells["column"].isin(kept)]
    wide = shown.pivot(index=["row", "row_label"], columns="column", values="n_claims").fillna(0).astype("Int64")
    totals = rows.groupby("row")["claim"].nunique()
    wide = wide.rename_axis(columns=None).reset_index()
    wide["total"] = wide["row"].map(totals).astype("Int64")
    return wide.sort_values(["total", "row_label"], ascending=[False, True], ignore_index=True, kind="stable")
